package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the layer of what overlayfs wrote into its upper folder, from a tar of that folder in which
 * a directory comes before what is in it. Contents pass through.
 *
 * <p>As in BuildKit a directory is told of only where something in it is, or where it is not what
 * it was; the root never is. Its time alone counts only where it was set: one that came by itself
 * while the container ran tells of files that came and went. Of extended attributes those of users
 * and a file's capabilities are kept; others belong to the host.
 */
public final class OverlayChanges {
  private static final Attributes MARK = Attributes.of(0);

  private final Lower lower;
  private final TarOutput out;

  /** The directories on the way to where the tar is, the innermost last. */
  private final List<Open> open = new ArrayList<>();

  private boolean any;

  /**
   * A directory of the layers below.
   *
   * @param mode permission bits
   */
  public record Before(int mode, long uid, long gid, Instant mtime) {
    boolean isSame(Attributes attributes, Instant started) {
      return mode == attributes.mode()
          && uid == Integer.toUnsignedLong(attributes.uid())
          && gid == Integer.toUnsignedLong(attributes.gid())
          && (mtime.equals(attributes.mtime()) || !attributes.mtime().isBefore(started));
    }
  }

  /**
   * What was there before.
   *
   * @param directories what the layers below have in the place of the folder's directories, by name
   *     without slashes around it
   * @param started when the changes began
   */
  public record Lower(Map<String, Before> directories, Instant started) {}

  /** A directory whose entries come now. */
  private static final class Open {
    final String name;
    final Attributes attributes;

    /** Whether the layers below are seen through it. */
    final boolean merged;

    boolean told;

    Open(String name, Attributes attributes, boolean merged) {
      this.name = name;
      this.attributes = attributes;
      this.merged = merged;
    }
  }

  private OverlayChanges(Lower lower, TarOptions options, OutputStream stream) {
    this.lower = lower;
    this.out = new TarOutput(stream, options);
  }

  /**
   * Reads a tar to its end and writes the layer; both streams are left open.
   *
   * @return whether the layer says anything
   * @throws KobakoException a finding, where the tar or a name in it can't be in a layer
   */
  public static boolean write(InputStream tar, Lower lower, TarOptions options, OutputStream out)
      throws IOException {
    OverlayChanges changes = new OverlayChanges(lower, options, out);
    StreamedTar streamed = new StreamedTar(tar, "changes of a container");
    try (TarReader reader = new TarReader(streamed, "changes of a container")) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarMember member = next.get();
        TarPlace place = new TarPlace("changes of a container", member.offset());
        changes.member(member, MemberName.of(member.name(), TarLimits.DEFAULT, place), place);
      }
    }
    streamed.requireWhole();
    changes.out.end();
    return changes.any;
  }

  private void member(TarMember member, MemberName path, TarPlace place) throws IOException {
    if (path.isRoot()) {
      return;
    }
    String name = String.join("/", path.names());
    while (!open.isEmpty() && !name.startsWith(open.getLast().name + "/")) {
      open.removeLast();
    }
    if (path.last().startsWith(".wh.")) {
      throw KobakoException.finding(
          Diagnostic.of(
              path.toString(),
              "a name that starts with .wh. can't be in a layer: it would be read as a whiteout",
              "let the command use another name, or remove the file before it ends"));
    }
    switch (member.item()) {
      case TarMember.Item.Placed(Entry.Directory directory) -> directory(name, directory);
      case TarMember.Item.Placed(Entry entry) when OverlayTree.isWhiteout(entry) ->
          mark(name.substring(0, name.length() - path.last().length()) + ".wh." + path.last());
      case TarMember.Item.Placed(Entry entry) -> entry(name, entry);
      case TarMember.Item.HardLink(String target, Attributes attributes) -> {
        MemberName first = MemberName.of(target, TarLimits.DEFAULT, place);
        put(
            name,
            layers(attributes),
            new TarOutput.Kind('1', String.join("/", first.names()), 0, 0, 0));
      }
    }
  }

  /** What the layers below have behind a link, or where they aren't seen, is something else. */
  private void directory(String name, Entry.Directory directory) throws IOException {
    Before there = open.isEmpty() || open.getLast().merged ? lower.directories().get(name) : null;
    boolean opaque = OverlayTree.isOpaque(directory);
    open.add(new Open(name, layers(directory.attributes()), there != null && !opaque));
    if (there == null || opaque || !there.isSame(directory.attributes(), lower.started())) {
      tellDirectories();
    }
    if (there != null && opaque) {
      mark(name + "/.wh..wh..opq");
    }
  }

  private void entry(String name, Entry entry) throws IOException {
    if (entry instanceof Entry.Directory) {
      throw new IllegalStateException("a directory is told of elsewhere");
    }
    tellDirectories();
    any = true;
    out.entry(name, entry.withAttributes(layers(entry.attributes())));
  }

  private void mark(String name) throws IOException {
    put(name, MARK, TarOutput.Kind.of('0'));
  }

  private void put(String name, Attributes attributes, TarOutput.Kind kind) throws IOException {
    tellDirectories();
    any = true;
    out.header(name, attributes, kind);
  }

  private void tellDirectories() throws IOException {
    for (Open each : open) {
      if (!each.told) {
        each.told = true;
        any = true;
        out.header(each.name + "/", each.attributes, TarOutput.Kind.of('5'));
      }
    }
  }

  /** Without what belongs to the host. */
  static Attributes layers(Attributes attributes) {
    SortedMap<String, String> kept = new TreeMap<>(attributes.xattrs());
    kept.keySet().removeIf(key -> !isLayers(key));
    return attributes.withXattrs(kept);
  }

  private static boolean isLayers(String attribute) {
    return attribute.equals("security.capability")
        || (attribute.startsWith("user.") && !OverlayTree.isOverlays(attribute));
  }
}
