package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The control group (cgroups(7)) that holds the limits of one container, where the caller may make
 * one: the process around the container enters it while it mounts, so that the runtime and all that
 * it starts are in it. (That the kernel lets a process change its group takes it some 10 ms, in
 * which it only waits.) Of a kernel with version 1 it is a folder for each kind of limit.
 *
 * <p>It is removed at the end, or, where kobako didn't live to see that, by the next that makes
 * one: the kernel removes none that has processes.
 */
final class ControlGroup implements AutoCloseable {
  private static final String PREFIX = "kobako-";

  /**
   * So long a group may be empty since what is to enter it is only being started: far longer than
   * any start takes, since what is left over for a while costs nothing.
   */
  private static final Duration YOUNG = Duration.ofMinutes(5);

  /**
   * What holds one limit.
   *
   * @param parent the folder to make the group in
   * @param files what is written to which file of it
   */
  private record Share(Path parent, Map<String, String> files) {}

  private final List<Share> shares;
  private final String name =
      PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong(1L << 48));

  private ControlGroup(List<Share> shares) {
    this.shares = shares;
  }

  /** One for limits, as far as there can be; nothing is made yet. */
  static ControlGroup of(ContainerLimits limits) {
    return in(ControlGroupFolders.ofCaller(), limits);
  }

  /** The same in other places than the caller's. */
  static ControlGroup in(ControlGroupFolders folders, ContainerLimits limits) {
    return new ControlGroup(shares(limits, folders));
  }

  private static List<Share> shares(ContainerLimits limits, ControlGroupFolders folders) {
    List<Share> shares = new ArrayList<>();
    for (ControlledLimit each : ControlledLimit.values()) {
      if (each.isIn(limits)) {
        folders
            .parent(each)
            .ifPresent(
                parent -> shares.add(new Share(parent, each.files(limits, folders.isUnified()))));
      }
    }
    return shares;
  }

  /** The limits that nothing here can hold. */
  static Optional<String> lack(ContainerLimits limits) {
    if (!limits.needsGroup()) {
      return Optional.empty();
    }
    ControlGroupFolders folders = ControlGroupFolders.ofCaller();
    List<ControlledLimit> missing = new ArrayList<>();
    for (ControlledLimit each : ControlledLimit.values()) {
      if (each.isIn(limits) && folders.parent(each).isEmpty()) {
        missing.add(each);
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            missing.stream().map(ControlledLimit::words).collect(Collectors.joining(" and "))
                + " not limited: this user may make no control group for that here");
  }

  /**
   * Makes it, with its limits.
   *
   * @return the files to which a process' number is written so that it and all that it starts from
   *     then on are in it
   * @throws KobakoException outside, where the kernel takes a limit for none
   */
  List<Path> make() {
    return shares.stream().map(this::make).toList();
  }

  private Path make(Share share) {
    Path group = share.parent().resolve(name);
    try {
      sweep(share.parent());
      if (!Files.isDirectory(group)) {
        Files.createDirectory(group);
      }
      for (Map.Entry<String, String> each : share.files().entrySet()) {
        Files.writeString(group.resolve(each.getKey()), each.getValue());
      }
      return group.resolve("cgroup.procs");
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              group.toString(),
              "a container can't be limited by it: " + e.getMessage(),
              "give other limits, or leave them out"),
          e);
    }
  }

  private static void sweep(Path parent) throws IOException {
    FileTime young = FileTime.from(Instant.now().minus(YOUNG));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path each : left) {
        if (isOlder(each, young)) {
          remove(each);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isOlder(Path group, FileTime than) {
    try {
      return Files.getLastModifiedTime(group).compareTo(than) < 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static void remove(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException _) {
      // There is a process in it; if that is about to end, the next one removes it.
    }
  }

  /** Removes it if nothing is in it any more. */
  @Override
  public void close() {
    for (Share share : shares) {
      remove(share.parent().resolve(name));
    }
  }
}
