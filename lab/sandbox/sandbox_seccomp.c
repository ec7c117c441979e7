/* sandbox_seccomp.c — which system calls a child may make.
 *
 * A run gets an allow-list: what the simulator, libc's memory and a crash need, nothing else; all others answer "not
 * permitted", as they would to a program without rights. Compilers come and go in versions, so they get a deny-list.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sandbox_layers.h"

bool seccomp_usable(void) { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0; }

static const char *const run_calls[] = {
    "read", "readv", "pread64", "write", "writev", "pwrite64", "close", "close_range", "fstat", "newfstatat", "statx", "lseek",
    "ftruncate", "access", "faccessat", "readlink", "munmap", "mremap", "madvise", "brk", "mprotect", "rt_sigaction",
    "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "setitimer", "getitimer", "clock_gettime", "clock_getres", "gettimeofday",
    "time", "times", "nanosleep", "clock_nanosleep", "getpid", "gettid", "getppid", "exit", "exit_group", "futex", "getrandom",
    "set_robust_list", "rseq", "set_tid_address", "arch_prctl", "sched_yield", "sched_getaffinity", "poll", "ppoll", "uname",
    "sysinfo", "getrusage", "getcwd", "restart_syscall", "dup", "getrlimit", "membarrier", "mincore", NULL};
static const char *const fork_calls[] = {"wait4", "waitid", "pipe2", "dup2", NULL};
static const char *const thread_calls[] = {"pipe2", "eventfd2", "timerfd_create", "timerfd_settime", "epoll_create1",
                                           "epoll_ctl", "epoll_wait", "epoll_pwait", "recvfrom", "sendto", "recvmsg", "sendmsg",
                                           "shutdown", "getsockopt", "setsockopt", "select", "pselect6", "fcntl", "prctl",
                                           "fdatasync", "fsync", "socketpair", "execve", "getuid", "geteuid", "unlink", "fchmod", "fchown",
                                           "futex_waitv", NULL};
static const char *const compile_denied[] = {
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg", "ptrace",
    "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "mount",
    "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsmount", "fsconfig", "chroot", "bpf", "userfaultfd",
    "perf_event_open", "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key", "request_key", "unshare",
    "setns", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "swapon", "swapoff",
    "quotactl", "acct", "settimeofday", "clock_settime", "adjtimex", "setuid", "setgid", "setreuid", "setregid", "setresuid",
    "setresgid", "setgroups", "mknod", "mknodat", "open_by_handle_at", "name_to_handle_at", "fanotify_init", "tgkill", "tkill",
    "kill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "setsid", NULL};

/* A name this libseccomp does not know is a call this filter cannot meet. */
static int each(scmp_filter_ctx f, uint32_t action, const char *const *names)
{
    int rc = 0;
    for (; rc == 0 && *names != NULL; names++) {
        int call = seccomp_syscall_resolve_name(*names);
        if (call != __NR_SCMP_ERROR)
            rc = seccomp_rule_add(f, action, call, 0);
    }
    return rc;
}

/* Signals only to itself (abort, the explorer's own budget); files only to read; memory never writable and executable. */
static int run_conditions(scmp_filter_ctx f)
{
    const scmp_datum_t wx = PROT_WRITE | PROT_EXEC, self = (scmp_datum_t)getpid();
    const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    int rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self, 0));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0, 0));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_LE, F_GETFL, 0));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, wx, PROT_WRITE));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, wx, PROT_EXEC));
    if (rc == 0)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, wx, 0));
    return rc;
}

/* clone3 hides its flags in memory, where no filter sees them: "no such call" makes libc take clone. */
static int more_processes(scmp_filter_ctx f, sandbox_profile_t profile)
{
    const scmp_datum_t threads = CLONE_VM | CLONE_THREAD;
    int rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (rc == 0 && profile == SANDBOX_THREADS) {
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, threads, threads));
        if (rc == 0)
            rc = each(f, SCMP_ACT_ALLOW, thread_calls);
    }
    if (rc == 0 && profile == SANDBOX_FORKS) {
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, threads, 0));
        if (rc == 0)
            rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(kill), 0);
        if (rc == 0)
            rc = each(f, SCMP_ACT_ALLOW, fork_calls);
    }
    return rc;
}

bool seccomp_enter(sandbox_profile_t profile, err_t *err)
{
    bool compile = profile == SANDBOX_COMPILE;
    scmp_filter_ctx f = seccomp_init(compile ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM));
    if (f == NULL)
        return err_set(err, "sandbox: libseccomp cannot start a filter");
    int rc = each(f, compile ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW, compile ? compile_denied : run_calls);
    if (rc == 0 && !compile)
        rc = run_conditions(f);
    if (rc == 0 && !compile)
        rc = more_processes(f, profile);
    if (rc == 0)
        rc = seccomp_load(f);
    seccomp_release(f);
    return rc == 0 || err_set(err, "sandbox: cannot load the system call filter: %s", strerror(-rc));
}
