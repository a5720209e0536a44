package dev.kobako.sandbox;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The system call that a process has asked for and waits to make: {@code struct seccomp_notif} of
 * linux/seccomp.h, in memory that each further one is read into.
 */
final class Notification {
  /** The bytes of the structure. */
  static final int SIZE = 80;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int TID = 8;
  private static final int NUMBER = 16;
  private static final int ARCHITECTURE = 20;
  private static final int ARGUMENTS = 32;

  private final MemorySegment memory;

  Notification(LinuxCalls calls) {
    memory = calls.memory(SIZE);
  }

  MemorySegment memory() {
    return memory;
  }

  /** What the kernel calls this question; no other has it. */
  long id() {
    return memory.get(LONG, 0);
  }

  /** The thread that asks. */
  int tid() {
    return memory.get(INT, TID);
  }

  /** The number of the call, with the bit of x32. */
  int number() {
    return memory.get(INT, NUMBER);
  }

  /** AUDIT_ARCH_ of linux/audit.h. */
  int architecture() {
    return memory.get(INT, ARCHITECTURE);
  }

  /** One of its six arguments. */
  long argument(int index) {
    return memory.get(LONG, ARGUMENTS + 8L * index);
  }
}
