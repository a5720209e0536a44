package dev.kobako.tree;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every entry has beside its kind.
 *
 * @param mode permission bits with setuid, setgid and sticky (0 to 07777), no file type
 * @param uid owner's number, unsigned: what is above 2^31 is negative here
 * @param gid group's number, unsigned as well
 * @param mtime time of last change; may lie before 1970 and have fractions of a second
 * @param xattrs extended attributes by full name ({@code security.capability}); values as
 *     ISO-8859-1 text, a character a byte, so that they compare by value
 */
public record Attributes(
    int mode, int uid, int gid, Instant mtime, SortedMap<String, String> xattrs) {
  public Attributes {
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("mode out of range: " + Integer.toOctalString(mode));
    }
    xattrs =
        xattrs.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /** Written out, since the JVM puts a record's own together when it is first asked. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that
        && mode == that.mode
        && uid == that.uid
        && gid == that.gid
        && mtime.equals(that.mtime)
        && xattrs.equals(that.xattrs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * (31 * mode + uid) + gid) + mtime.hashCode()) + xattrs.hashCode();
  }

  /** Owned by root, of 1970, without extended attributes. */
  public static Attributes of(int mode) {
    return new Attributes(mode, 0, 0, Instant.EPOCH, Collections.emptySortedMap());
  }

  /** The same with another owner and group. */
  public Attributes withOwner(int newUid, int newGid) {
    return new Attributes(mode, newUid, newGid, mtime, xattrs);
  }

  /** The same with another mode. */
  public Attributes withMode(int newMode) {
    return new Attributes(newMode, uid, gid, mtime, xattrs);
  }

  /** The same with another time. */
  public Attributes withMtime(Instant newMtime) {
    return new Attributes(mode, uid, gid, newMtime, xattrs);
  }

  /** The same with other extended attributes. */
  public Attributes withXattrs(SortedMap<String, String> newXattrs) {
    return new Attributes(mode, uid, gid, mtime, newXattrs);
  }
}
