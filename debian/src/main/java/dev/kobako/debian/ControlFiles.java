package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Printable;
import dev.kobako.tree.TarLimits;
import dev.kobako.tree.TarMember;
import dev.kobako.tree.TarReader;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a control archive: no folders, nothing but regular files (deb(5)). */
final class ControlFiles {
  private static final TarLimits LIMITS = TarLimits.DEFAULT.withEntries(1000);
  private static final List<String> IDENTITY = List.of("Package", "Version", "Architecture");

  private ControlFiles() {}

  /** Reads an archive, which is small, into memory. */
  static SortedMap<String, Content> read(Content tar, DebPlace place) throws IOException {
    SortedMap<String, Content> files = new TreeMap<>();
    Content inMemory = Content.of(tar.bytes());
    try (TarReader reader = new TarReader(inMemory, place + " control.tar", LIMITS)) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        add(member.get(), files, place);
      }
    }
    return Collections.unmodifiableSortedMap(files);
  }

  private static void add(TarMember member, SortedMap<String, Content> files, DebPlace place) {
    String name = member.name().startsWith("./") ? member.name().substring(2) : member.name();
    if (!(member.item() instanceof TarMember.Item.Placed(Entry entry))) {
      throw odd(member, place);
    }
    if (entry instanceof Entry.Directory && (name.isEmpty() || name.equals("."))) {
      return;
    }
    if (!(entry instanceof Entry.RegularFile file) || !isName(name)) {
      throw odd(member, place);
    }
    if (files.putIfAbsent(name, file.content()) != null) {
      throw place.finding("has the control file " + name + " twice");
    }
  }

  private static RuntimeException odd(TarMember member, DebPlace place) {
    return place.finding(
        "has '%s' in its control archive, expected regular files without folders"
            .formatted(Printable.text(member.name())));
  }

  /** Such as dpkg can keep under {@code info/NAME.}. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 64
        && name.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_');
  }

  /** The package's own stanza, which must be that of the package that was asked for. */
  static Stanza stanza(SortedMap<String, Content> files, AvailablePackage available, DebPlace place)
      throws IOException {
    Content control = files.get("control");
    if (control == null) {
      throw place.finding("has no file control in its control archive");
    }
    List<Stanza> stanzas = Stanza.split(control.bytes());
    if (stanzas.size() != 1) {
      throw place.finding(
          "has %d stanzas in its control file, expected 1".formatted(stanzas.size()));
    }
    for (String field : IDENTITY) {
      String seen = stanzas.getFirst().field(field).orElse("");
      String expected = available.stanza().field(field).orElse("");
      if (!seen.equals(expected)) {
        throw place.finding(
            "says %s: %s in its control file, expected %s"
                .formatted(field, Printable.text(seen), Printable.text(expected)));
      }
    }
    requireName("Package", available.name(), "+-.", place);
    requireName("Architecture", available.architecture(), "-", place);
    return stanzas.getFirst();
  }

  /** Files of the database are named so (Debian Policy 5.6.1, 5.6.8). */
  private static void requireName(String field, String value, String marks, DebPlace place) {
    boolean valid =
        !value.isEmpty()
            && value.length() < 200
            && marks.indexOf(value.charAt(0)) < 0
            && value
                .chars()
                .allMatch(c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || marks.indexOf(c) >= 0);
    if (!valid) {
      throw place.finding(
          "says %s: %s, expected letters, digits and %s"
              .formatted(field, Printable.text(value), marks));
    }
  }
}
