package dev.kobako.slim;

import dev.kobako.tree.Entry;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A program in a zip file, perhaps behind a {@code #!} line (PEP 441). Its modules stay in it; what
 * they import is looked for outside, too.
 */
final class PythonArchive {
  private static final long LONGEST = 64 << 20;
  private static final int MOST_MEMBERS = 20_000;
  private static final int LONGEST_MEMBER = 4 << 20;
  private static final long MOST_BYTES = 128 << 20;

  private PythonArchive() {}

  /** Whether a file is one, judged by where its first member begins. */
  static boolean isArchive(Entry.RegularFile file) throws IOException {
    if (file.content().size() < 22 || file.content().size() > LONGEST) {
      return false;
    }
    try (var in = file.content().open()) {
      return start(in.readNBytes(Shebang.LIMIT + 4)) >= 0;
    }
  }

  private static int start(byte[] head) {
    int at = 0;
    if (head.length > 1 && head[0] == '#' && head[1] == '!') {
      while (at < head.length && head[at] != '\n') {
        at++;
      }
      at++;
    }
    return at + 4 <= head.length
            && head[at] == 'P'
            && head[at + 1] == 'K'
            && head[at + 2] == 3
            && head[at + 3] == 4
        ? at
        : -1;
  }

  /** What its modules import, as far as it can be read. */
  static List<PythonImports> imports(Entry.RegularFile file) throws IOException {
    List<PythonImports> imports = new ArrayList<>();
    byte[] bytes = file.content().bytes();
    int start = start(bytes);
    long left = MOST_BYTES;
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(bytes, start, bytes.length - start))) {
      ZipEntry member = zip.getNextEntry();
      for (int i = 0; member != null && i < MOST_MEMBERS; i++) {
        byte[] text = zip.readNBytes(LONGEST_MEMBER);
        left -= text.length;
        if (text.length == LONGEST_MEMBER) {
          left -= zip.skip(left);
        } else if (member.getName().endsWith(".py")) {
          String source = new String(text, StandardCharsets.UTF_8);
          imports.add(PythonSource.read(source, member.getName().equals("__main__.py")));
        }
        member = left > 0 ? zip.getNextEntry() : null;
      }
    } catch (ZipException | EOFException | IllegalArgumentException damaged) {
      return imports;
    }
    return imports;
  }
}
