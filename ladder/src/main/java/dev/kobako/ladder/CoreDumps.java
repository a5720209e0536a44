package dev.kobako.ladder;

import dev.kobako.elf.ElfMagic;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;

/** Memory of crashed programs. */
final class CoreDumps implements CleanRule {
  private static final int TYPE_CORE = 4;

  @Override
  public String name() {
    return "core-dumps";
  }

  @Override
  public String about() {
    return "Memory images of programs that crashed while the image was made: ELF files of"
        + " type core, called core or core.NUMBER.";
  }

  @Override
  public void clean(Cleaning cleaning) throws IOException {
    for (ImagePath path : CleanPaths.files(cleaning, CoreDumps::isCalledCore)) {
      if (cleaning.tree().entry(path).orElse(null) instanceof Entry.RegularFile file
          && isCore(file.content())) {
        cleaning.remove(path);
      }
    }
  }

  private static boolean isCalledCore(ImagePath path) {
    String name = path.name();
    return name.equals("core")
        || (name.startsWith("core.") && name.substring(5).chars().allMatch(Character::isDigit));
  }

  /** The type is the first field after the identification, in the file's own byte order. */
  private static boolean isCore(Content content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] head = in.readNBytes(18);
      return head.length == 18
          && ElfMagic.isAt(head, 0, head.length)
          && head[16] + head[17] == TYPE_CORE
          && head[16] * head[17] == 0;
    }
  }
}
