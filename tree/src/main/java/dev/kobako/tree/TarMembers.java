package dev.kobako.tree;

import dev.kobako.image.Content;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Puts a header and its extensions together to what they stand for. */
final class TarMembers {
  private static final long MAX_ID = 0xFFFF_FFFFL;
  private static final int RECENT = 512;

  private final TarLimits limits;

  /** Attributes repeat a lot, mostly soon: one object for all that are equal saves half a tree. */
  private final @Nullable Attributes[] recent = new @Nullable Attributes[RECENT];

  TarMembers(TarLimits limits) {
    this.limits = limits;
  }

  /** Whether bytes follow the header; for all other types a size means nothing. */
  boolean hasContent(TarHeader header) {
    return switch (header.type()) {
      case '1', '2', '3', '4', '5', '6' -> false;
      default -> true;
    };
  }

  TarMember of(TarHeader header, TarReader.Extensions extensions, Content content, TarPlace place) {
    PaxRecords pax = extensions.pax();
    String name =
        extensions
            .longName()
            .or(() -> pax.path("GNU.sparse.name"))
            .or(() -> pax.path("path"))
            .orElseGet(header::name);
    // An empty one names the root, as with Go's filepath.Clean.
    requireFit("name", name, place);
    return new TarMember(name, item(header, extensions, pax, name, content, place), place.offset());
  }

  private TarMember.Item item(
      TarHeader header,
      TarReader.Extensions extensions,
      PaxRecords pax,
      String name,
      Content content,
      TarPlace place) {
    Attributes attributes = attributes(header, pax, place);
    if (header.type() == '1') {
      return new TarMember.Item.HardLink(linkTarget(header, extensions, pax, place), attributes);
    }
    Entry entry =
        switch (header.type()) {
          case '2' -> new Entry.Symlink(attributes, linkTarget(header, extensions, pax, place));
          case '3', '4' ->
              new Entry.Device(
                  attributes,
                  header.type() == '4',
                  id("device number", header.major(), place),
                  id("device number", header.minor(), place));
          case '5' -> new Entry.Directory(attributes);
          case '6' -> new Entry.Fifo(attributes);
          // Before ustar there was no type for directories, only the slash.
          case '\0', '0' ->
              name.endsWith("/")
                  ? new Entry.Directory(attributes)
                  : new Entry.RegularFile(attributes, content, 0);
          case '7', 'S' -> new Entry.RegularFile(attributes, content, 0);
          default ->
              throw place.finding(
                  "a member of unknown type '"
                      + Printable.escape(String.valueOf(header.type()))
                      + "': "
                      + Printable.text(name));
        };
    return new TarMember.Item.Placed(entry);
  }

  private String linkTarget(
      TarHeader header, TarReader.Extensions extensions, PaxRecords pax, TarPlace place) {
    String target =
        extensions.longLink().or(() -> pax.path("linkpath")).orElseGet(header::linkName);
    requireText("link target", target, place);
    return target;
  }

  private void requireText(String what, String text, TarPlace place) {
    if (text.isEmpty()) {
      throw place.finding("an empty " + what);
    }
    requireFit(what, text, place);
  }

  private void requireFit(String what, String text, TarPlace place) {
    if (text.indexOf('\0') >= 0) {
      throw place.finding("a " + what + " with a NUL byte: " + Printable.text(text));
    }
    // A byte is at most one character, so that the exact count is seldom needed.
    if (3L * text.length() > limits.pathBytes()) {
      int bytes = PathBytes.encode(text).length;
      if (bytes > limits.pathBytes()) {
        throw place.finding(
            "a " + what + " of " + bytes + " bytes, expected at most " + limits.pathBytes());
      }
    }
  }

  private Attributes attributes(TarHeader header, PaxRecords pax, TarPlace place) {
    Optional<Instant> fine = pax.time("mtime");
    Instant mtime = fine.isPresent() ? fine.get() : instant(header.mtime(), 0, place);
    SortedMap<String, String> xattrs = pax.xattrs();
    int uid = (int) id("uid", pax.integer("uid").orElseGet(header::uid), place);
    int gid = (int) id("gid", pax.integer("gid").orElseGet(header::gid), place);
    int mode = header.mode();
    int slot = (31 * (31 * (31 * mode + uid) + gid) + mtime.hashCode() + xattrs.hashCode()) >>> 7;
    Attributes known = recent[slot % RECENT];
    if (known != null
        && known.mode() == mode
        && known.uid() == uid
        && known.gid() == gid
        && known.mtime().equals(mtime)
        && known.xattrs().equals(xattrs)) {
      return known;
    }
    Attributes made = new Attributes(mode, uid, gid, mtime, xattrs);
    recent[slot % RECENT] = made;
    return made;
  }

  private static long id(String what, long value, TarPlace place) {
    if (value < 0 || value > MAX_ID) {
      throw place.finding("a " + what + " of " + value + ", expected 0 to " + MAX_ID);
    }
    return value;
  }

  static Instant instant(long seconds, long nanos, TarPlace place) {
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException | ArithmeticException e) {
      throw place.finding("a time of " + seconds + " seconds, which is out of any calendar");
    }
  }
}
