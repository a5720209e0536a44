package dev.kobako.build;

import dev.kobako.sandbox.ContainerLimits;
import dev.kobako.sandbox.ResourceLimit;
import java.util.List;

/**
 * What a RUN may use. No part of what a step is remembered by: what succeeds within limits does so
 * without them.
 *
 * @param each of each process
 * @param together of all its processes
 */
public record RunLimits(List<ResourceLimit> each, ContainerLimits together) {
  /** The usual ones. */
  public static final RunLimits USUAL = new RunLimits(List.of(), ContainerLimits.USUAL);

  public RunLimits {
    each = List.copyOf(each);
  }
}
