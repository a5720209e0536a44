package dev.kobako.tree;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a host says of one of its files, without following a link.
 *
 * @param mode file type and permissions as inode(7) has them
 * @param uid owner's number, unsigned
 * @param gid group's number, unsigned
 * @param size in bytes
 * @param links how many names the file has
 * @param device of the file system that it is in
 * @param inode its number there
 * @param rdev for a device its number, as makedev(3) of Linux puts it together
 * @param changed when its content changed, in nanoseconds since 1970 (mtime)
 * @param touched when its content or anything that is said here changed, in nanoseconds since 1970;
 *     nobody can set it (ctime)
 */
public record HostStat(
    int mode,
    int uid,
    int gid,
    long size,
    long links,
    long device,
    long inode,
    long rdev,
    long changed,
    long touched) {
  private static final long SECOND = 1_000_000_000L;

  /** What {@link java.nio.file.Files#readAttributes} is asked for. */
  static final String ASKED = "unix:mode,uid,gid,size,nlink,ino,dev,rdev,lastModifiedTime,ctime";

  static HostStat of(Map<String, Object> seen) {
    return new HostStat(
        (int) number(seen, "mode"),
        (int) number(seen, "uid"),
        (int) number(seen, "gid"),
        number(seen, "size"),
        number(seen, "nlink"),
        number(seen, "dev"),
        number(seen, "ino"),
        number(seen, "rdev"),
        time(seen, "lastModifiedTime"),
        time(seen, "ctime"));
  }

  private static long number(Map<String, Object> seen, String name) {
    return ((Number) Objects.requireNonNull(seen.get(name))).longValue();
  }

  private static long time(Map<String, Object> seen, String name) {
    return ((FileTime) Objects.requireNonNull(seen.get(name))).to(TimeUnit.NANOSECONDS);
  }

  /** What kind of file it is. */
  public enum Kind {
    DIRECTORY,
    REGULAR,
    SYMLINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    FIFO,
    /** And what else no tar has. */
    SOCKET
  }

  /** Of the type bits of the mode. */
  public Kind kind() {
    return switch (mode & 0170000) {
      case 0040000 -> Kind.DIRECTORY;
      case 0100000 -> Kind.REGULAR;
      case 0120000 -> Kind.SYMLINK;
      case 0020000 -> Kind.CHARACTER_DEVICE;
      case 0060000 -> Kind.BLOCK_DEVICE;
      case 0010000 -> Kind.FIFO;
      default -> Kind.SOCKET;
    };
  }

  /** Permission bits with setuid, setgid and sticky. */
  public int permissions() {
    return mode & 07777;
  }

  /** When its content changed. */
  public Instant mtime() {
    return Instant.ofEpochSecond(Math.floorDiv(changed, SECOND), Math.floorMod(changed, SECOND));
  }

  /** The second in which its content changed. */
  public Instant mtimeInSeconds() {
    return Instant.ofEpochSecond(Math.floorDiv(changed, SECOND));
  }

  /** The entry of a device or fifo with these attributes. */
  public Entry special(Attributes attributes) {
    return kind() == Kind.FIFO
        ? new Entry.Fifo(attributes)
        : new Entry.Device(attributes, kind() == Kind.BLOCK_DEVICE, major(), minor());
  }

  private long major() {
    return ((rdev >>> 8) & 0xFFF) | ((rdev >>> 32) & 0xFFFF_F000L);
  }

  private long minor() {
    return (rdev & 0xFF) | ((rdev >>> 12) & 0xFFFF_FF00L);
  }
}
