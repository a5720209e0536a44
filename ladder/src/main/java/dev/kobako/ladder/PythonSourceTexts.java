package dev.kobako.ladder;

import dev.kobako.elf.SplicedFile;
import dev.kobako.image.Content;
import dev.kobako.packages.CompiledPython;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of Python modules in libraries the text, where their byte code stays: the other choice than
 * {@link PythonBytecode}, which comes before this rule. Python looks for a source first and for its
 * byte code beside it, so the source stays as an empty file, and the byte code is marked as one
 * that is never compared with its source (PEP 552).
 *
 * <p>Programs that are run by their path are read as texts; so only what lies where libraries do
 * and can't be executed is emptied.
 */
final class PythonSourceTexts implements CleanRule {
  /** As the user switches it off. */
  static final String NAME = "python-sources";

  /** PEP 552's header: magic, flags, then time and size of the source. */
  private static final int HEADER = 16;

  private static final int FLAGS = 4;
  private static final byte[] UNCHECKED = {1, 0, 0, 0};

  private static final String CACHE = "__pycache__";
  private static final String TAG = "cpython-3";

  /** Older versions have a header without flags. */
  private static final int FIRST_WITH_FLAGS = 7;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "Texts of Python modules in libraries, where python-bytecode is switched off: the byte"
        + " code stays alone, beside an empty source.";
  }

  @Override
  public void clean(Cleaning cleaning) throws IOException {
    Map<ImagePath, List<ImagePath>> compiled = new TreeMap<>();
    for (ImagePath path : CleanPaths.files(cleaning, CompiledPython::is)) {
      if (cleaning.stays(path)) {
        compiled.computeIfAbsent(CompiledPython.source(path), _ -> new ArrayList<>()).add(path);
      }
    }
    for (Map.Entry<ImagePath, List<ImagePath>> each : compiled.entrySet()) {
      // Byte code of two versions, or optimized as well: one of them would find an empty module.
      if (each.getValue().size() == 1 && isOfLibrary(each.getKey())) {
        empty(each.getKey(), each.getValue().getFirst(), cleaning);
      }
    }
  }

  private static void empty(ImagePath source, ImagePath compiled, Cleaning cleaning)
      throws IOException {
    if (isTagged(compiled)
        && cleaning.stays(source)
        && cleaning.tree().entry(source).orElse(null) instanceof Entry.RegularFile text
        && cleaning.tree().entry(compiled).orElse(null) instanceof Entry.RegularFile code
        && isModule(text)
        && code.inode() == 0
        && isOf(code.content(), text)) {
      cleaning.replace(source, Content.empty());
      cleaning.replace(compiled, unchecked(code.content()));
    }
  }

  /** A file of several names could be another module too; an empty one can't become smaller. */
  private static boolean isModule(Entry.RegularFile text) {
    return text.inode() == 0 && text.content().size() > 0 && (text.attributes().mode() & 0111) == 0;
  }

  private static boolean isOfLibrary(ImagePath source) {
    List<String> folders = source.names();
    for (int i = 0; i < folders.size() - 1; i++) {
      String folder = folders.get(i);
      String above = i == 0 ? "" : folders.get(i - 1);
      if (folder.equals("site-packages")
          || folder.equals("dist-packages")
          || (folder.startsWith("python3") && above.startsWith("lib"))) {
        return true;
      }
    }
    return false;
  }

  /** {@code __pycache__/x.cpython-311.pyc}. */
  private static boolean isTagged(ImagePath compiled) {
    String name = compiled.name();
    int tag = name.indexOf('.') + 1;
    int end = name.length() - ".pyc".length();
    return compiled.parent().orElseThrow().name().equals(CACHE)
        && name.startsWith(TAG, tag)
        && isSince(name.substring(tag + TAG.length(), end));
  }

  private static boolean isSince(String minor) {
    return minor.length() <= 3
        && !minor.isEmpty()
        && minor.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(minor) >= FIRST_WITH_FLAGS;
  }

  /** Whether Python would take the byte code for that of the source as it is. */
  private static boolean isOf(Content code, Entry.RegularFile text) throws IOException {
    byte[] head;
    try (InputStream in = code.open()) {
      head = in.readNBytes(HEADER);
    }
    if (head.length < HEADER) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    return header.getInt(FLAGS) == 0
        && header.getInt(FLAGS + 4) == (int) text.attributes().mtime().getEpochSecond()
        && header.getInt(FLAGS + 8) == (int) text.content().size();
  }

  private static Content unchecked(Content code) {
    int rest = FLAGS + UNCHECKED.length;
    return new SplicedContent(
        code,
        new SplicedFile(
            code.size(),
            List.of(
                new SplicedFile.Piece.Range(0, FLAGS),
                new SplicedFile.Piece.Fresh(ByteBuffer.wrap(UNCHECKED)),
                new SplicedFile.Piece.Range(rest, code.size() - rest))));
  }
}
