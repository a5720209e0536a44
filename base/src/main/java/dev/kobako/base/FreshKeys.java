package dev.kobako.base;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that maintainer scripts made: private keys in PEM (RFC 7468, and OpenSSH's and OpenPGP's
 * forms of it) and the few other ones that Debian's scripts draw. On a machine they are its own; in
 * an image everybody who has it has them. So they go, with the public keys, certificates and links
 * that are nothing without them, and a file of a package that got one is as the package has it.
 *
 * <p>What packages and users bring as files is theirs to know of, and stays.
 */
final class FreshKeys {
  /** A file of keys is not longer. */
  private static final long MAX_BYTES = 1 << 20;

  private static final String BEGIN = "-----BEGIN ";
  private static final String KEY = "PRIVATE KEY";
  private static final List<String> CERTIFICATES = List.of(".pem", ".crt", ".cert", ".csr");

  /**
   * A secret that is known.
   *
   * @param path what its path begins with
   * @param by whose scripts make it
   * @param again the command that makes one
   */
  private record Known(String path, String by, String again) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("/etc/ssh/ssh_host_", "openssh-server", "ssh-keygen -A"),
          new Known(
              "/etc/ssl/private/ssl-cert-snakeoil.key",
              "ssl-cert",
              "make-ssl-cert generate-default-snakeoil"),
          new Known("/etc/bind/rndc.key", "bind9", "rndc-confgen -a"),
          new Known("/etc/munge/munge.key", "munge", "mungekey --create"),
          new Known("/etc/brlapi.key", "brltty", "brltty-genkey -f /etc/brlapi.key"));

  private final MemoryTree before;
  private final MemoryTree after;
  private final MemoryTree.Builder kept;
  private final NavigableMap<ImagePath, Entry> made = new TreeMap<>();
  private final SortedSet<ImagePath> gone = new TreeSet<>();
  private final SortedMap<String, List<ImagePath>> noted = new TreeMap<>();

  private FreshKeys(MemoryTree before, MemoryTree after) {
    this.before = before;
    this.after = after;
    this.kept = MemoryTree.builder().putAll(after);
  }

  /**
   * The tree without them, with a note for each package that made some.
   *
   * @param before what there was when scripts began
   * @throws IOException if a content can't be read
   */
  static MadeTree removed(MemoryTree before, MemoryTree after) throws IOException {
    FreshKeys work = new FreshKeys(before, after);
    work.removeKeys();
    work.removePartners();
    MemoryTree left = work.kept.build();
    return work.noted.isEmpty()
        ? new MadeTree(after, List.of())
        : new MadeTree(work.withoutDeadLinks(left), List.of(), List.of(), work.notes());
  }

  private void removeKeys() throws IOException {
    NavigableMap<ImagePath, Entry> all = new TreeMap<>();
    after.walk(ImagePath.ROOT, all::put);
    for (var each : all.entrySet()) {
      ImagePath path = each.getKey();
      Entry old = before.entry(path).orElse(null);
      if (old == null) {
        made.put(path, each.getValue());
      }
      if (each.getValue() instanceof Entry.RegularFile file
          && isChanged(old, file)
          && (isKnown(path) || holdsKey(file.content()))) {
        take(path, old, file.content());
      }
    }
  }

  /** Files that only seem changed are read once more than they need be. */
  private static boolean isChanged(@Nullable Entry old, Entry.RegularFile file) {
    return file.content().size() > 0
        && file.content().size() <= MAX_BYTES
        && !(old instanceof Entry.RegularFile same
            && same.content().size() == file.content().size()
            && seconds(same.attributes()) == seconds(file.attributes()));
  }

  private static long seconds(Attributes attributes) {
    return attributes.mtime().getEpochSecond();
  }

  private void take(ImagePath path, @Nullable Entry old, Content content) throws IOException {
    if (old == null) {
      kept.remove(path);
      gone.add(path);
    } else if (old instanceof Entry.RegularFile file
        && Arrays.equals(file.content().bytes(), content.bytes())) {
      return;
    } else {
      kept.put(path, old);
    }
    noted.computeIfAbsent(maker(path), _ -> new ArrayList<>()).add(path);
  }

  private static boolean isKnown(ImagePath path) {
    return KNOWN.stream().anyMatch(known -> path.toString().startsWith(known.path()));
  }

  private static String maker(ImagePath path) {
    return KNOWN.stream()
        .filter(known -> path.toString().startsWith(known.path()))
        .map(Known::by)
        .findFirst()
        .orElse("maintainer scripts");
  }

  /** Whether a text has such a key; programs that know the words are no texts. */
  private static boolean holdsKey(Content content) throws IOException {
    String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      return false;
    }
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      int end = text.indexOf("-----", at + BEGIN.length());
      if (end >= 0 && text.substring(at, end).contains(KEY)) {
        return true;
      }
    }
    return false;
  }

  /** Public keys lie beside, certificates elsewhere under the same name. */
  private void removePartners() {
    SortedSet<String> names = new TreeSet<>();
    for (ImagePath key : gone) {
      names.add(key.name() + ".pub");
      String stem = key.name().replaceFirst("\\.(?:key|pem)$", "");
      CERTIFICATES.forEach(ending -> names.add(stem + ending));
    }
    made.forEach((path, entry) -> {
      if (entry instanceof Entry.RegularFile && names.contains(path.name())) {
        kept.remove(path);
        gone.add(path);
      }
    });
  }

  private MemoryTree withoutDeadLinks(MemoryTree left) {
    made.forEach((path, entry) -> {
      if (entry instanceof Entry.Symlink
          && left.resolve(path).entry().isEmpty()
          && gone.contains(after.resolve(path).place())) {
        kept.remove(path);
      }
    });
    return kept.build();
  }

  private List<MadeTree.Note> notes() {
    List<MadeTree.Note> notes = new ArrayList<>();
    noted.forEach((maker, paths) -> {
      String again =
          KNOWN.stream()
              .filter(known -> known.by().equals(maker))
              .map(known -> ", with " + known.again())
              .findFirst()
              .orElse("");
      List<String> names = new ArrayList<>();
      paths.forEach(path -> names.add(path.toString()));
      Collections.sort(names);
      notes.add(
          new MadeTree.Note(
              maker,
              "secrets that all copies of the image would share are left out: "
                  + String.join(", ", names)
                  + "; let each container make its own"
                  + again));
    });
    return notes;
  }
}
