/* Looks for as many files as the argument says, then ends while a thread goes on with it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *forever(void *nothing) {
  for (;;) {
    access("/etc/passwd", F_OK);
  }
}

int main(int count, char **words) {
  char path[40];
  pthread_t thread;
  pthread_create(&thread, NULL, forever, NULL);
  for (int i = 0; i < atoi(words[1]); i++) {
    sprintf(path, "/etc/none-%d", i);
    access(path, F_OK);
  }
  return 0;
}
