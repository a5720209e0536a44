package dev.kobako.sandbox;

import java.time.Duration;

/**
 * What came of a {@link Run}.
 *
 * @param ending how the command ended
 * @param stdout what it wrote, up to {@value Sandbox#MAX_OUTPUT} bytes; the array is the caller's
 * @param stdoutTruncated whether it wrote more than that
 * @param stderr what it wrote to standard error, likewise
 * @param stderrTruncated whether it wrote more than that
 * @param wall from the order to start until all its processes were gone, preparing mounts included
 * @param peakMemoryBytes the largest resident set of any single process of the run, from the
 *     kernel's {@code ru_maxrss} of wait4(2); at least some 3 MB, which preparing takes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of any size; nobody compares results
public record RunResult(
    Ending ending,
    byte[] stdout,
    boolean stdoutTruncated,
    byte[] stderr,
    boolean stderrTruncated,
    Duration wall,
    long peakMemoryBytes) {}
