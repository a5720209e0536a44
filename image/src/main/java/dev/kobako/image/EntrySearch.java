package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds entries of the store as people name them: by a reference, by a digest, or by the first
 * twelve digits of one or more.
 *
 * @param place the store, for messages
 * @param index its top index
 */
record EntrySearch(Path place, Index index) {
  private static final int MIN_DIGITS = 12;
  private static final int MAX_DIGITS = 128;

  /**
   * The entries that are meant: one, or all names of one digest.
   *
   * @throws KobakoException a finding, where there is none or it is not clear which; usage, where
   *     the text can't be a name
   */
  List<Descriptor> find(String text) {
    String digits =
        text.substring(text.startsWith("sha256:") || text.startsWith("sha512:") ? 7 : 0);
    boolean isDigest = digits.length() < text.length() && isHex(digits);
    List<Descriptor> found =
        isDigest || (isHex(digits) && byName(text).isEmpty()) ? byDigits(text) : byName(text);
    if (found.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(place.toString(), "does not hold " + text, LayoutReader.holds(index)));
    }
    if (found.stream().map(Descriptor::digest).distinct().count() > 1) {
      throw KobakoException.finding(
          Diagnostic.of(
              place.toString(),
              found.size()
                  + " entries could be "
                  + text
                  + ": "
                  + found.stream()
                      .limit(5)
                      .map(LayoutReader::title)
                      .collect(Collectors.joining(", ")),
              "give more digits, or a name"));
    }
    return found;
  }

  private static boolean isHex(String text) {
    return text.length() >= MIN_DIGITS
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private List<Descriptor> byDigits(String text) {
    return LayoutReader.matching(
        index,
        entry ->
            entry.digest().toString().startsWith(text) || entry.digest().hex().startsWith(text));
  }

  private List<Descriptor> byName(String text) {
    if (isHex(text) && text.length() == 64) {
      return List.of();
    }
    ImageReference reference = ImageReference.parse(text);
    List<Descriptor> named = LayoutReader.named(index, reference.toString());
    return named.isEmpty() && reference.digest().isPresent() ? pinned(reference) : named;
  }

  /** Of the digest, and with a name in the same repository. */
  private List<Descriptor> pinned(ImageReference wanted) {
    return LayoutReader.matching(
        index,
        entry ->
            wanted.digest().orElseThrow().equals(entry.digest())
                && LayoutReader.names(entry).stream().anyMatch(name -> isOf(wanted, name)));
  }

  private static boolean isOf(ImageReference wanted, String name) {
    try {
      ImageReference known = ImageReference.parse(name);
      return known.domain().equals(wanted.domain())
          && known.path().equals(wanted.path())
          && (wanted.tag().isEmpty() || wanted.tag().equals(known.tag()));
    } catch (KobakoException _) {
      return false;
    }
  }
}
