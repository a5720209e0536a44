package dev.kobako.members;

/**
 * One of the named parts of a file.
 *
 * @param name parts between slashes, none of them empty, {@code .} or {@code ..}; no slash in front
 * @param offset of its bytes as they are stored, in the file
 * @param bytes that are stored of it
 */
public record Member(String name, long offset, long bytes) {
  public Member {
    if (!isName(name) || offset < 0 || bytes < 0) {
      throw new IllegalArgumentException(name + " with " + bytes + " bytes at " + offset);
    }
  }

  /** Whether it could be a path below a folder, which hostile files may not have in mind. */
  static boolean isName(String name) {
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        return false;
      }
    }
    return true;
  }
}
