package dev.kobako.screen;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;

/** Kind, mode and owner of an entry, as {@code ls -l} writes them. */
final class EntryText {
  private static final String RIGHTS = "rwxrwxrwx";
  private static final int SETUID = 04000;
  private static final int SETGID = 02000;
  private static final int STICKY = 01000;

  private EntryText() {}

  /** Ten characters. */
  static String mode(Entry entry) {
    int mode = entry.attributes().mode();
    StringBuilder text = new StringBuilder();
    text.append(
        switch (entry) {
          case Entry.Directory _ -> 'd';
          case Entry.RegularFile _ -> '-';
          case Entry.Symlink _ -> 'l';
          case Entry.Device device -> device.block() ? 'b' : 'c';
          case Entry.Fifo _ -> 'p';
        });
    for (int i = 0; i < RIGHTS.length(); i++) {
      text.append((mode & (0400 >> i)) != 0 ? RIGHTS.charAt(i) : '-');
    }
    special(text, 3, (mode & SETUID) != 0, 's');
    special(text, 6, (mode & SETGID) != 0, 's');
    special(text, 9, (mode & STICKY) != 0, 't');
    return text.toString();
  }

  private static void special(StringBuilder text, int at, boolean set, char sign) {
    if (set) {
      text.setCharAt(at, text.charAt(at) == 'x' ? sign : Character.toUpperCase(sign));
    }
  }

  /** User and group by number. */
  static String owner(Entry entry) {
    Attributes attributes = entry.attributes();
    return Integer.toUnsignedString(attributes.uid())
        + ":"
        + Integer.toUnsignedString(attributes.gid());
  }
}
