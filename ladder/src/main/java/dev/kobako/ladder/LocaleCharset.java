package dev.kobako.ladder;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The charsets of locales, as their {@code LC_CTYPE} says them to {@code nl_langinfo(CODESET)}.
 *
 * @param tree where they are
 */
record LocaleCharset(Tree tree) {
  /** Of a file of this category, with the revision of its format. */
  private static final int MAGIC = 0x20090720;

  /** The number of {@code CODESET} among the items of a file. */
  private static final int ITEM = 14;

  /** Magic, number of items, and the items' offsets up to that one. */
  private static final int HEAD = 8 + 4 * (ITEM + 1);

  private static final int LONGEST_NAME = 64;

  /** The charset of a locale's folder; empty where it is none, or made for another processor. */
  Optional<String> of(ImagePath locale) throws IOException {
    Entry.RegularFile file = tree.resolve(locale.child("LC_CTYPE")).file().orElse(null);
    if (file == null || file.content().size() < HEAD) {
      return Optional.empty();
    }
    int at;
    try (InputStream in = file.content().open()) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
      if (head.limit() < HEAD || head.getInt(0) != MAGIC || head.getInt(4) <= ITEM) {
        return Optional.empty();
      }
      at = head.getInt(HEAD - 4);
    }
    return at < HEAD || at >= file.content().size() ? Optional.empty() : name(file, at);
  }

  private static Optional<String> name(Entry.RegularFile file, int at) throws IOException {
    try (InputStream in = file.content().open(at)) {
      String text = new String(in.readNBytes(LONGEST_NAME), StandardCharsets.ISO_8859_1);
      int end = text.indexOf('\0');
      return end > 0 ? Optional.of(text.substring(0, end)) : Optional.empty();
    }
  }
}
