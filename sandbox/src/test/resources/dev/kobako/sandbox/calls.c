/* Tries system calls and prints how each ends. Statically linked, so that it runs on its own. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char *what, long result) {
  printf("%s: %s\n", what, result < 0 ? strerrorname_np(errno) : "ok");
}

int main(void) {
  tell("socket AF_UNIX", socket(AF_UNIX, SOCK_STREAM, 0));
  tell("socket AF_VSOCK", socket(AF_VSOCK, SOCK_STREAM, 0));
  tell("socket AF_ALG", socket(38, SOCK_SEQPACKET, 0));
  tell("personality query", personality(0xffffffff));
  tell("personality ADDR_NO_RANDOMIZE", personality(ADDR_NO_RANDOMIZE));
  tell("unshare user", unshare(CLONE_NEWUSER));
  tell("clone user", syscall(SYS_clone, CLONE_NEWUSER | 17, 0, 0, 0, 0));
  char arguments[64] = {0};
  tell("clone3", syscall(SYS_clone3, arguments, sizeof arguments));
  tell("mount", mount("none", "/", "tmpfs", 0, 0));
  tell("keyctl", syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0));
  tell("bpf", syscall(SYS_bpf, 0, arguments, sizeof arguments));
  tell("io_uring_setup", syscall(SYS_io_uring_setup, 1, arguments));
  tell("chroot", chroot("/"));
  tell("getpid", getpid());
  return 0;
}
