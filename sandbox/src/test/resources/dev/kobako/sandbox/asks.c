/* Asks for files in every way that a path can be named, in a fixed order. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void *in_thread(void *name) {
  close(open(name, O_RDONLY));
  return NULL;
}

static void sockets(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  strcpy(address.sun_path, "/tmp/bound");
  bind(s, (struct sockaddr *)&address, sizeof address);
  s = socket(AF_UNIX, SOCK_STREAM, 0);
  strcpy(address.sun_path, "run/none");
  connect(s, (struct sockaddr *)&address, 2 + strlen("run/none"));
  memcpy(address.sun_path, "\0abstract", 9);
  connect(s, (struct sockaddr *)&address, 2 + 9);
  struct sockaddr other = {.sa_family = AF_INET};
  connect(socket(AF_INET, SOCK_STREAM, 0), &other, sizeof other);
}

/* A path that ends with the last page before a hole, and one that doesn't end in time. */
static void at_the_edge_of_memory(void) {
  char *pages = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(pages + 2 * 4096, 4096);
  char *crossing = pages + 4096 - 7;
  strcpy(crossing, "/etc/across-pages");
  access(crossing, F_OK);
  char *last = pages + 2 * 4096 - 10;
  strcpy(last, "/etc/last");
  access(last, F_OK);
  memset(pages, 'x', 2 * 4096);
  access(pages, F_OK);
  access(pages + 2 * 4096 - 10, F_OK);
  access((char *)1, F_OK);
}

int main(int count, char **words) {
  if (count > 1) {
    return 0;
  }
  int etc = open("/etc", O_PATH | O_DIRECTORY);
  close(openat(etc, "passwd", O_RDONLY | O_NOFOLLOW));
  struct open_how how = {.flags = O_RDONLY};
  syscall(SYS_openat2, etc, "link", &how, sizeof how);
  how.flags = O_RDONLY | O_NOFOLLOW;
  syscall(SYS_openat2, etc, "link", &how, sizeof how);
  struct stat status;
  fstatat(etc, "", &status, AT_EMPTY_PATH);
  close(openat(etc, "made", O_WRONLY | O_CREAT | O_EXCL, 0600));
  renameat(etc, "made", AT_FDCWD, "/tmp/renamed");
  utimensat(etc, NULL, NULL, 0);
  chdir("/tmp");
  access("../etc/loop", F_OK);
  access("/etc/\xff\n", F_OK);
  sockets();
  at_the_edge_of_memory();
  pthread_t thread;
  pthread_create(&thread, NULL, in_thread, "/etc/by-thread");
  pthread_join(thread, NULL);
  char *arguments[] = {"name", "\xff", NULL};
  pid_t child;
  posix_spawn(&child, "/bin/asks", NULL, NULL, arguments, environ);
  waitpid(child, NULL, 0);
  arguments[1] = "by descriptor";
  int self = open("/proc/self/exe", O_RDONLY);
  if (fork() == 0) {
    syscall(SYS_execveat, self, "", arguments, environ, AT_EMPTY_PATH);
  }
  wait(NULL);
  syscall(SYS_io_uring_setup, 1, &how);
  printf("io_uring_setup: %s\n", strerror(errno));
  fflush(stdout);
  if (fork() == 0) {
    chroot("/etc");
    chdir("/");
    access("/passwd", F_OK);
    access("absolute", F_OK);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
