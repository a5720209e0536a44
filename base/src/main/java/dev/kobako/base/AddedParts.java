package dev.kobako.base;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.Place;
import dev.kobako.tree.ImagePath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The users and files of a {@link BaseFile}. */
final class AddedParts {
  /** The greatest number of a user; the one above stands for "none" in system calls. */
  private static final long MAX_ID = 0xFFFF_FFFEL;

  private static final List<String> USER = List.of("name", "uid", "gid", "home", "shell");
  private static final List<String> FILE = List.of("from", "text", "to", "mode", "owner");

  private final List<BaseRequest.Account> accounts = new ArrayList<>();
  private final List<BaseRequest.AddedFile> files = new ArrayList<>();
  private final Path folder;

  AddedParts(Fields fields, Path folder) {
    this.folder = folder;
    fields.list("users", USER).forEach(this::addAccount);
    fields.list("files", FILE).forEach(this::addFile);
  }

  List<BaseRequest.Account> accounts() {
    return accounts;
  }

  List<BaseRequest.AddedFile> files() {
    return files;
  }

  private void addAccount(Fields user) {
    FieldText name = user.requiredText("name", "the user's name");
    if (!SettingsReader.isUserName(name.text()) || name.text().equals("root")) {
      throw name.refused(
          "a user's name other than root",
          "use up to 32 of a-z, 0-9, '-' and '_', beginning with a letter or '_'");
    }
    FieldText uid = user.requiredText("uid", "the user's number");
    long number = uid.number(MAX_ID);
    for (BaseRequest.Account other : accounts) {
      if (other.name().equals(name.text())) {
        throw name.refused("every name once", "give the users different names");
      }
      if (other.uid() == number) {
        throw uid.refused("every number once", "give the users different numbers");
      }
    }
    accounts.add(
        new BaseRequest.Account(
            name.text(),
            number,
            user.text("gid").map(text -> text.number(MAX_ID)).orElse(number),
            user.text("home").map(AddedParts::accountPath).orElse("/home/" + name.text()),
            user.text("shell").map(AddedParts::accountPath).orElse("/usr/sbin/nologin")));
  }

  /** A path that can stand in a line of passwd(5). */
  private static String accountPath(FieldText text) {
    String path = path(text);
    if (path.chars().anyMatch(c -> c == ':' || c < ' ' || c == 0x7F)) {
      throw text.refused("a path without ':' or control characters", "choose another path");
    }
    return path;
  }

  private static String path(FieldText text) {
    try {
      return ImagePath.of(text.text()).toString();
    } catch (IllegalArgumentException e) {
      throw text.refused("an absolute path in the image without '..'", "begin it with /");
    }
  }

  private void addFile(Fields file) {
    FieldText target = file.requiredText("to", "the path in the image");
    Optional<FieldText> mode = file.text("mode");
    long[] owner = file.text("owner").map(this::owner).orElse(new long[] {0, 0});
    files.add(
        new BaseRequest.AddedFile(
            source(file), path(target), mode.map(AddedParts::mode).orElse(-1), owner[0], owner[1]));
  }

  private BaseRequest.AddedFile.Source source(Fields file) {
    Optional<FieldText> from = file.text("from");
    Optional<FieldText> text = file.text("text");
    if (from.isPresent() == text.isPresent()) {
      Place place = file.place();
      throw place.finding(
          "files: " + (from.isPresent() ? "both" : "neither") + " 'from' and 'text', expected one",
          "write from: FILE for a file of yours, or text: TEXT");
    }
    return text.<BaseRequest.AddedFile.Source>map(
            words -> new BaseRequest.AddedFile.Source.Text(words.text()))
        .orElseGet(() -> new BaseRequest.AddedFile.Source.Host(hostPath(from.orElseThrow())));
  }

  private Path hostPath(FieldText from) {
    try {
      if (!from.text().isEmpty()) {
        return folder.resolve(from.text()).normalize();
      }
    } catch (InvalidPathException _) {
      // told below
    }
    throw from.refused("a file or folder of yours", "name it relative to this file");
  }

  /** Octal, as chmod(1) takes it; with a leading zero or without, in quotes or not. */
  private static int mode(FieldText text) {
    String digits = text.text();
    boolean octal =
        !digits.isEmpty()
            && digits.length() <= 5
            && digits.chars().allMatch(c -> c >= '0' && c <= '7');
    int mode = octal ? Integer.parseInt(digits, 8) : -1;
    if (mode < 0 || mode > 07777 || digits.length() < 3) {
      throw text.refused("permissions in octal digits", "write them as in \"0644\"");
    }
    return mode;
  }

  private long[] owner(FieldText text) {
    for (BaseRequest.Account account : accounts) {
      if (account.name().equals(text.text())) {
        return new long[] {account.uid(), account.gid()};
      }
    }
    if (text.text().equals("root")) {
      return new long[] {0, 0};
    }
    int colon = text.text().indexOf(':');
    String uid = colon < 0 ? text.text() : text.text().substring(0, colon);
    String gid = colon < 0 ? uid : text.text().substring(colon + 1);
    return new long[] {id(text, uid), id(text, gid)};
  }

  private static long id(FieldText text, String digits) {
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 10
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || Long.parseLong(digits) > MAX_ID) {
      throw text.refused(
          "root, a name that 'users' has, or UID or UID:GID", "add the user, or write its number");
    }
    return Long.parseLong(digits);
  }
}
