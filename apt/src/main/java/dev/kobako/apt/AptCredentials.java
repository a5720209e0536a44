package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Users and passwords for archives, as apt_auth.conf(5) has them in {@code /etc/apt/auth.conf} and
 * {@code auth.conf.d}: {@code machine HOST login USER password SECRET}.
 */
final class AptCredentials {
  private static final int MOST_BYTES = 1 << 20;

  private final List<Machine> machines;

  private AptCredentials(List<Machine> machines) {
    this.machines = List.copyOf(machines);
  }

  /** Who to be at a server; shown nowhere. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[…]";
    }
  }

  /** What a login is for: a URL's beginning, without its scheme where none is named. */
  private record Machine(String name, Login login) {
    boolean isFor(String scheme, String rest) {
      int colon = name.indexOf("://");
      // Without a scheme it is for https alone, so that no password goes over the wire in clear.
      String wanted = colon < 0 ? "https" : name.substring(0, colon);
      String machine = colon < 0 ? name : name.substring(colon + 3);
      boolean isPrefix = rest.startsWith(machine);
      boolean isWhole =
          isPrefix
              && (rest.length() == machine.length()
                  || machine.endsWith("/")
                  || rest.charAt(machine.length()) == '/');
      return isWhole && wanted.equalsIgnoreCase(scheme);
    }
  }

  /**
   * Reads a host's files; those that it has not, or that are for root alone, count as empty.
   *
   * @param hostRoot {@code /}, or what tests have in its place
   * @throws KobakoException outside, where the disk fails
   */
  public static AptCredentials of(Path hostRoot) {
    List<Machine> machines = new ArrayList<>();
    for (Path file : files(hostRoot.resolve("etc/apt"))) {
      read(file, machines);
    }
    return new AptCredentials(machines);
  }

  /**
   * The first login whose machine a URL belongs to.
   *
   * @param url absolute; a user in it is passed over
   */
  public Optional<Login> login(String url) {
    int colon = url.indexOf("://");
    if (colon < 0) {
      return Optional.empty();
    }
    String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = url.substring(colon + 3);
    int slash = rest.indexOf('/');
    int user = rest.substring(0, slash < 0 ? rest.length() : slash).lastIndexOf('@') + 1;
    for (Machine machine : machines) {
      if (machine.isFor(scheme, rest.substring(user))) {
        return Optional.of(machine.login());
      }
    }
    return Optional.empty();
  }

  private static List<Path> files(Path apt) {
    List<Path> files = new ArrayList<>(List.of(apt.resolve("auth.conf")));
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> folder =
        Files.newDirectoryStream(apt.resolve("auth.conf.d"), "*.conf")) {
      folder.forEach(parts::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return files;
    } catch (IOException e) {
      return files; // For root alone.
    }
    parts.sort(Comparator.naturalOrder());
    files.addAll(parts);
    return files;
  }

  private static void read(Path file, List<Machine> machines) {
    if (!Files.isReadable(file)) {
      return;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      readWords(new String(bytes, StandardCharsets.UTF_8), machines);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(file.toString(), "can't be read: " + e.getMessage()), e);
    }
  }

  private static void readWords(String text, List<Machine> machines) {
    String name = "";
    String user = "";
    String password = "";
    for (Iterator<String> words = words(text).iterator(); words.hasNext(); ) {
      String word = words.next();
      if (!words.hasNext()) {
        break;
      }
      switch (word) {
        case "machine" -> {
          add(machines, name, user, password);
          name = words.next();
          user = "";
          password = "";
        }
        case "login" -> user = words.next();
        case "password" -> password = words.next();
        default -> {
          // A word that netrc(5) has and apt has not.
        }
      }
    }
    add(machines, name, user, password);
  }

  private static void add(List<Machine> machines, String name, String user, String password) {
    if (!name.isEmpty() && !(user.isEmpty() && password.isEmpty())) {
      machines.add(new Machine(name, new Login(user, password)));
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.strip().startsWith("#")) {
        words.addAll(SourceEntry.words(line));
      }
    }
    return words;
  }
}
