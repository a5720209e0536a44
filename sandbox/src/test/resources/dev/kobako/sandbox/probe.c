/* Does what its first argument says and tells what it sees. Static, so that a root needs no more. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void list(const char *title, const char *path, int numbers) {
  struct dirent **entries;
  int count = scandir(path, &entries, NULL, alphasort);
  printf("%s", title);
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name;
    int is_number = name[0] >= '0' && name[0] <= '9';
    if (name[0] != '.' && (!numbers || is_number)) printf(" %s", name);
  }
  puts("");
}

static void descriptors(void) {
  printf("descriptors");
  for (int fd = 0; fd < 4096; fd++) {
    if (fcntl(fd, F_GETFD) >= 0) printf(" %d", fd);
  }
  puts("");
}

static void touch_memory(long megabytes) {
  char *memory = malloc(megabytes << 20);
  memset(memory, 1, megabytes << 20);
  __asm__ volatile("" : : "r"(memory) : "memory");
}

/* Two generations, the last of which has left its parent's session. */
static void sleepers(void) {
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      execl("/proc/self/exe", "kobako-sleeper", "sleep", NULL);
    }
    sleep(1000);
  }
}

static int with_argument(const char *what, char **argv) {
  if (!strcmp(what, "touch-memory")) {
    touch_memory(atol(argv[2]));
  } else if (!strcmp(what, "child-touch-memory")) {
    if (fork() == 0) {
      touch_memory(atol(argv[2]));
      _exit(0);
    }
    wait(NULL);
  } else if (!strcmp(what, "flood")) {
    for (long left = atol(argv[2]); left > 0; left--) putchar('x');
  } else if (!strcmp(what, "read")) {
    char text[100];
    int count = read(open(argv[2], O_RDONLY), text, sizeof text);
    fwrite(text, 1, count, stdout);
  } else if (!strcmp(what, "write")) {
    int fd = open(argv[2], O_WRONLY);
    puts(fd < 0 ? strerror(errno) : "writable");
  } else {
    return 99;
  }
  return 0;
}

static void look(void) {
  list("/", "/", 0);
  list("/dev", "/dev", 0);
  descriptors();
  list("processes", "/proc", 1);
  int fd = open("/proc/sys/kernel/core_pattern", O_WRONLY);
  printf("sysctl %s\n", fd < 0 ? strerror(errno) : "writable");
}

static void escape(void) {
  int failed = umount2("/", MNT_DETACH);
  printf("umount %s\n", failed ? strerror(errno) : "done");
  mkdir("/jail", 0755);
  chroot("/jail");
  for (int i = 0; i < 100; i++) chdir("..");
  chroot(".");
  list("/", "/", 0);
}

static void connect_outside(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(53)};
  inet_pton(AF_INET, "192.0.2.1", &address.sin_addr);
  int socket_fd = socket(AF_INET, SOCK_DGRAM, 0);
  int failed = connect(socket_fd, (struct sockaddr *)&address, sizeof address);
  puts(failed ? strerror(errno) : "connected");
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  if (strstr(argv[0], "/bin/env")) {
    int i = 1;
    for (; i < argc && strchr(argv[i], '='); i++) putenv(argv[i]);
    execvp(argv[i], argv + i);
    return 127;
  }
  if (!strcmp(what, "say")) {
    if (*argv[2]) puts(argv[2]);
    if (*argv[3]) fprintf(stderr, "%s\n", argv[3]);
    return atoi(argv[4]);
  } else if (!strcmp(what, "crash")) {
    *(volatile int *)0 = 1;
  } else if (!strcmp(what, "env")) {
    for (char **each = environ; *each; each++) puts(*each);
  } else if (!strcmp(what, "cat")) {
    char buffer[4096];
    int count;
    while ((count = read(0, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, count, stdout);
  } else if (!strcmp(what, "pwd")) {
    char buffer[4096];
    puts(getcwd(buffer, sizeof buffer));
  } else if (!strcmp(what, "spawn-sleepers")) {
    puts("sleeping");
    fflush(stdout);
    sleepers();
    sleep(1000);
  } else if (!strcmp(what, "leave-sleepers")) {
    sleepers();
  } else if (!strcmp(what, "sleep")) {
    sleep(1000);
  } else if (!strcmp(what, "connect")) {
    connect_outside();
  } else if (!strcmp(what, "look")) {
    look();
  } else if (!strcmp(what, "escape")) {
    escape();
  } else if (!strcmp(what, "who")) {
    struct stat root;
    stat("/", &root);
    printf("user %d, root owned by %d\n", getuid(), root.st_uid);
  } else {
    return with_argument(what, argv);
  }
  return 0;
}
