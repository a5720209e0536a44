/* Asks for files as a program of 32 bits does, without a C library. */
static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "0"(number), "b"(a), "c"(b), "d"(c) : "memory");
  return result;
}

void _start(void) {
  static struct {
    short family;
    char path[20];
  } address = {1, "/run/old"};
  long socket[3] = {1, 1, 0};
  char *arguments[] = {"a", "b", 0};
  call(5, (long)"/etc/old", 0, 0); /* open */
  long connect[3] = {call(102, 1, (long)socket, 0), (long)&address, sizeof address};
  call(102, 3, (long)connect, 0); /* socketcall */
  call(11, (long)"/bin/none", (long)arguments, 0); /* execve */
  call(1, 0, 0, 0);
}
