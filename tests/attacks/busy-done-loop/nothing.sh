#!/bin/bash
# expect: rejected — hands in nothing
true
