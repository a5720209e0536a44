package dev.kobako.report;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.TarMember;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of an image may stay in memory after its layers have passed, all of them together: so
 * many entries, so many characters of what these are called, lead to and have beside, and what
 * {@link KeptBytes} keeps. Safe for use by several threads.
 */
final class ScanAllowance {
  /** So many entries take about 250 MB of memory. */
  static final long MOST_ENTRIES = 1_000_000;

  /**
   * So many characters, each of which takes a byte, or two in a text that has one beyond U+00FF. A
   * million paths of ordinary length have about 90 million.
   */
  static final long MOST_TEXT = 192L << 20;

  /** About as many as an extended attribute takes beside its name and value. */
  private static final int ATTRIBUTE = 128;

  private static final String REMEDY =
      "what makes so many files is no ordinary image: look into it with tar";

  private final long mostEntries;
  private final long mostText;
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong text = new AtomicLong();
  private final KeptBytes keptBytes = new KeptBytes();

  /**
   * The allowance of an image.
   *
   * @param mostEntries in all its layers
   */
  ScanAllowance(long mostEntries) {
    this(mostEntries, MOST_TEXT);
  }

  /**
   * The same with another bound of texts.
   *
   * @param mostText characters of names, link targets and extended attributes
   */
  ScanAllowance(long mostEntries, long mostText) {
    this.mostEntries = mostEntries;
    this.mostText = mostText;
  }

  KeptBytes keptBytes() {
    return keptBytes;
  }

  /**
   * Takes a member of a layer.
   *
   * @throws KobakoException a finding, if it is one too many, or its texts are too long
   */
  void take(String layer, TarMember member) {
    take(layer, text(member));
  }

  /**
   * Takes an entry of a tree, of whose path only the last name stays.
   *
   * @throws KobakoException a finding, if it is one too many, or its texts are too long
   */
  void take(String layer, String lastName, Entry entry) {
    take(layer, lastName.length() + text(entry));
  }

  private void take(String layer, long characters) {
    if (entries.incrementAndGet() > mostEntries) {
      throw tooMuch(layer, mostEntries + " entries in its layers");
    }
    if (text.addAndGet(characters) > mostText) {
      throw tooMuch(
          layer,
          mostText + " characters in names, link targets and extended attributes of its layers");
    }
  }

  private static KobakoException tooMuch(String layer, String most) {
    return KobakoException.finding(
        Diagnostic.of(layer, "with it the image has more than " + most, REMEDY));
  }

  /** No switch over patterns: the JVM would put it together first, and callers are in a hurry. */
  private static long text(TarMember member) {
    long characters = member.name().length();
    if (member.item() instanceof TarMember.Item.HardLink(var target, var attributes)) {
      return characters + target.length() + text(attributes);
    }
    return member.item() instanceof TarMember.Item.Placed(Entry entry)
        ? characters + text(entry)
        : characters;
  }

  private static long text(Entry entry) {
    long target = entry instanceof Entry.Symlink link ? link.target().length() : 0;
    return target + text(entry.attributes());
  }

  private static long text(Attributes attributes) {
    long characters = 0;
    for (Map.Entry<String, String> each : attributes.xattrs().entrySet()) {
      characters += ATTRIBUTE + each.getKey().length() + each.getValue().length();
    }
    return characters;
  }
}
