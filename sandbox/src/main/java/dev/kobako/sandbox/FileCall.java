package dev.kobako.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * What a process in a container asked of a file, seen before the kernel answered. Whether it got it
 * is not known, only what was there.
 *
 * @param kind what it wanted
 * @param path absolute inside the container's root, as it was asked: joined with the folder that it
 *     was relative to, not normalized; links are still in it. Bytes as {@link
 *     dev.kobako.tree.PathBytes} has them
 * @param follows whether a link at its end is followed
 * @param led where it led at that moment, without links; empty where nothing was there. In a folder
 *     that another user keeps to itself an ordinary caller sees nothing: as it was asked
 * @param program the executable of the asking process, inside the container; empty where it is the
 *     runtime that starts the container's own, and where it has been removed
 * @param arguments of {@link Kind#EXECUTE}, the first names the program; bounded; else empty
 */
public record FileCall(
    Kind kind,
    String path,
    boolean follows,
    Optional<String> led,
    String program,
    List<String> arguments) {
  /** What is wanted of a file. */
  public enum Kind {
    /** Its contents: open. */
    OPEN,
    /** To be run. */
    EXECUTE,
    /** Whether it is there and what it is: stat, access, readlink, getxattr. */
    LOOK,
    /** The names in a folder. */
    LIST,
    /** To be the working directory or the root. */
    ENTER,
    /** To talk through it: a Unix socket. */
    CONNECT,
    /** To be made, removed, renamed or changed. */
    CHANGE
  }

  public FileCall {
    arguments = List.copyOf(arguments);
  }
}
