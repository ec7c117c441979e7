// peer.go — Go's context, row by row, as ours.c does it.
package main

import (
	"context"
	"fmt"
	"math/rand"
	"runtime"
	"sort"
	"sync"
	"time"
)

const batches = 7

func row(name string, n int, f func()) {
	var each []float64
	for b := 0; b < batches; b++ {
		from := time.Now()
		for i := 0; i < n; i++ {
			f()
		}
		each = append(each, float64(time.Since(from).Nanoseconds())/float64(n))
	}
	sort.Float64s(each)
	fmt.Printf("%s %.2f\n", name, each[batches/2])
}

type key int
type absent int

var sinkContext context.Context
var sinkErr error
var sinkDone <-chan struct{}
var sinkAny any

func cascade(name string, n int, parent func(int) int, create string) {
	var told, made []float64
	var bytes float64
	for round := 0; round < 3; round++ {
		nodes := make([]context.Context, n)
		cancels := make([]context.CancelFunc, n)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		from := time.Now()
		for i := 0; i < n; i++ {
			p := context.Background()
			if i > 0 {
				p = nodes[parent(i)]
			}
			nodes[i], cancels[i] = context.WithCancel(p)
		}
		made = append(made, float64(time.Since(from).Nanoseconds())/float64(n))
		runtime.ReadMemStats(&after)
		bytes = float64(after.TotalAlloc-before.TotalAlloc) / float64(n)
		from = time.Now()
		cancels[0]()
		told = append(told, float64(time.Since(from).Nanoseconds())/float64(n))
		runtime.KeepAlive(nodes)
	}
	sort.Float64s(told)
	sort.Float64s(made)
	fmt.Printf("%s %.2f\n", name, told[1])
	if create != "" {
		fmt.Printf("%s %.2f\n%s_bytes %.1f\n", create, made[1], create, bytes)
	}
}

func two(name string, same bool, timeouts bool) {
	const n = 400000
	var wall []float64
	for round := 0; round < 5; round++ {
		var parents [2]context.Context
		var cancels [2]context.CancelFunc
		for i := range parents {
			parents[i], cancels[i] = context.WithCancel(context.Background())
		}
		if same {
			parents[1] = parents[0]
		}
		var wg sync.WaitGroup
		start := make(chan struct{})
		for i := 0; i < 2; i++ {
			wg.Add(1)
			go func(p context.Context) {
				<-start
				for i := 0; i < n; i++ {
					if timeouts {
						_, cancel := context.WithTimeout(context.Background(), time.Hour)
						cancel()
					} else {
						_, cancel := context.WithCancel(p)
						cancel()
					}
				}
				wg.Done()
			}(parents[i])
		}
		from := time.Now()
		close(start)
		wg.Wait()
		wall = append(wall, float64(time.Since(from).Nanoseconds())/(2*n))
		cancels[0]()
		cancels[1]()
	}
	sort.Float64s(wall)
	fmt.Printf("%s %.2f\n", name, wall[2])
}

func main() {
	parent, cancelParent := context.WithCancel(context.Background())
	over, cancelOver := context.WithCancel(context.Background())
	cancelOver()
	parent.Done()
	row("create_cancel_parent", 100000, func() {
		c, cancel := context.WithCancel(parent)
		sinkContext = c
		cancel()
	})
	row("create_cancel_background", 100000, func() {
		c, cancel := context.WithCancel(context.Background())
		sinkContext = c
		cancel()
	})
	row("timeout_cancel", 50000, func() {
		c, cancel := context.WithTimeout(context.Background(), time.Hour)
		sinkContext = c
		cancel()
	})
	row("with_value", 200000, func() { sinkContext = context.WithValue(parent, key(1), nil) })
	row("err_live", 1000000, func() { sinkErr = parent.Err() })
	row("err_cancelled", 1000000, func() { sinkErr = over.Err() })
	row("done_later", 1000000, func() { sinkDone = parent.Done() })
	const n = 20000
	best := 1e9
	for b := 0; b < batches; b++ {
		var nodes [n]context.Context
		var cancels [n]context.CancelFunc
		for i := range nodes {
			nodes[i], cancels[i] = context.WithCancel(context.Background())
		}
		from := time.Now()
		for i := range nodes {
			sinkDone = nodes[i].Done()
		}
		if each := float64(time.Since(from).Nanoseconds()) / n; each < best {
			best = each
		}
		for i := range cancels {
			cancels[i]()
		}
	}
	fmt.Printf("done_first %.2f\n", best)
	for _, depth := range []int{100, 1000} {
		c := context.Background()
		for i := 0; i < depth; i++ {
			c = context.WithValue(c, key(1), nil)
		}
		calls := 1000000 / depth
		var each []float64
		for b := 0; b < batches; b++ {
			from := time.Now()
			for i := 0; i < calls; i++ {
				sinkAny = c.Value(absent(1))
			}
			each = append(each, float64(time.Since(from).Nanoseconds())/float64(calls)/float64(depth))
		}
		sort.Float64s(each)
		fmt.Printf("value_hop_%d %.2f\n", depth, each[batches/2])
	}
	cascade("cancel_flat_1k", 1000, func(i int) int { return 0 }, "")
	cascade("cancel_flat_1M", 1000000, func(i int) int { return 0 }, "create_1M")
	cascade("cancel_tree_131071", 131071, func(i int) int { return (i - 1) / 2 }, "")
	cascade("cancel_chain_10k", 10000, func(i int) int { return i - 1 }, "")
	{
		const many = 1000000
		cancels := make([]context.CancelFunc, many)
		start := time.Now().Add(10 * time.Minute)
		from := time.Now()
		for i := range cancels {
			_, cancels[i] = context.WithDeadline(context.Background(), start.Add(time.Duration(rand.Int63n(3600e9))))
		}
		fmt.Printf("arm_1M %.2f\n", float64(time.Since(from).Nanoseconds())/many)
		rand.Shuffle(many, func(i, j int) { cancels[i], cancels[j] = cancels[j], cancels[i] })
		from = time.Now()
		for _, cancel := range cancels {
			cancel()
		}
		fmt.Printf("disarm_1M %.2f\n", float64(time.Since(from).Nanoseconds())/many)
	}
	{
		var late []float64
		for i := 0; i < 400; i++ {
			c, cancel := context.WithTimeout(context.Background(), time.Duration(300+i%50)*time.Microsecond)
			deadline, _ := c.Deadline()
			<-c.Done()
			late = append(late, float64(time.Since(deadline).Nanoseconds())/1000)
			cancel()
		}
		sort.Float64s(late)
		fmt.Printf("late_p50_us %.2f\nlate_p99_us %.2f\n", late[200], late[396])
	}
	two("two_threads_same_parent", true, false)
	two("two_threads_own_parents", false, false)
	two("two_threads_timeouts", false, true)
	cancelParent()
}
