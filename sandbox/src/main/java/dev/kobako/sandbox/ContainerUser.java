package dev.kobako.sandbox;

import java.util.List;

/** Who a container's process is. */
public record ContainerUser(int uid, int gid, List<Integer> groups) {
  /** Root. */
  public static final ContainerUser ROOT = new ContainerUser(0, 0, List.of());

  public ContainerUser {
    groups = List.copyOf(groups);
  }

  /** Whether neither the user nor the group is another than root's. */
  public boolean isOfRoot() {
    return uid == 0 && gid == 0;
  }
}
