package dev.kobako.sandbox;

/**
 * What all processes of a container together may use.
 *
 * @param memory in bytes, 0 for no limit
 * @param milliCpus thousandths of a CPU's time, 0 for no limit
 * @param processes how many there may be, 0 for no limit
 * @param sharedMemory size of /dev/shm in bytes, 0 for Docker's 64 MB
 */
public record ContainerLimits(long memory, long milliCpus, long processes, long sharedMemory) {
  /** No limits but Docker's usual ones. */
  public static final ContainerLimits USUAL = new ContainerLimits(0, 0, 0, 0);

  private static final long DOCKERS_SHARED_MEMORY = 64 << 20;

  public ContainerLimits {
    if (memory < 0 || milliCpus < 0 || processes < 0 || sharedMemory < 0) {
      throw new IllegalArgumentException("negative limit");
    }
  }

  /** Whether it takes a control group to hold them. */
  boolean needsGroup() {
    return memory > 0 || milliCpus > 0 || processes > 0;
  }

  /** The size of /dev/shm in bytes. */
  long sharedMemoryBytes() {
    return sharedMemory > 0 ? sharedMemory : DOCKERS_SHARED_MEMORY;
  }
}
