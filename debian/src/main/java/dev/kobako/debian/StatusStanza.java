package dev.kobako.debian;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * A package's stanza in dpkg's {@code status} as dpkg itself would write it: the fields that it
 * knows in its own order (lib/dpkg/parse.c), then the others as they come.
 */
final class StatusStanza {
  private static final List<String> ORDER =
      List.of(
          "package",
          "essential",
          "protected",
          "status",
          "priority",
          "section",
          "installed-size",
          "origin",
          "maintainer",
          "bugs",
          "architecture",
          "multi-arch",
          "source",
          "version",
          "replaces",
          "provides",
          "depends",
          "pre-depends",
          "recommends",
          "suggests",
          "breaks",
          "conflicts",
          "enhances",
          "conffiles",
          "description");

  private StatusStanza() {}

  /**
   * The stanza of a package that is unpacked and not configured.
   *
   * @param control the stanza of its control file
   * @param conffiles its conffiles with their MD5 sums
   */
  static String unpacked(Stanza control, SequencedMap<ImagePath, String> conffiles) {
    List<Stanza.Field> fields = new ArrayList<>(control.fields());
    fields.removeIf(field ->
        field.name().equalsIgnoreCase("Status") || field.name().equalsIgnoreCase("Conffiles"));
    fields.add(new Stanza.Field("Status", " install ok unpacked\n"));
    if (!conffiles.isEmpty()) {
      StringBuilder lines = new StringBuilder("\n");
      conffiles.forEach(
          (path, sum) -> lines.append(' ').append(path).append(' ').append(sum).append('\n'));
      fields.add(new Stanza.Field("Conffiles", lines.toString()));
    }
    fields.sort(Comparator.comparingInt(StatusStanza::rank));
    StringBuilder text = new StringBuilder();
    fields.forEach(field -> text.append(field.name()).append(':').append(field.value()));
    return text.toString();
  }

  private static int rank(Stanza.Field field) {
    int rank = ORDER.indexOf(field.name().toLowerCase(Locale.ROOT));
    return rank < 0 ? ORDER.size() : rank;
  }
}
