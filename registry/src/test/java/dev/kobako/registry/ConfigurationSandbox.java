package dev.kobako.registry;

import dev.kobako.http.Origin;
import dev.kobako.image.ImageReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A user and a machine of their own in a temporary folder, for tests that configure them. */
final class ConfigurationSandbox {
  private final Path folder;
  private final SortedMap<String, String> environment = new TreeMap<>();

  ConfigurationSandbox(Path folder) {
    this.folder = folder;
    set("HOME", home().toString());
    set("XDG_RUNTIME_DIR", folder.resolve("session").toString());
    set("PATH", bin() + ":" + System.getenv("PATH"));
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  void unset(String variable) {
    environment.remove(variable);
  }

  Path home() {
    return folder.resolve("home");
  }

  Path session() {
    return folder.resolve("session");
  }

  Path machine() {
    return folder.resolve("machine");
  }

  private Path bin() {
    return folder.resolve("bin");
  }

  Path dockerConfig() {
    return home().resolve(".docker/config.json");
  }

  Path registriesConf() {
    return machine().resolve("etc/containers/registries.conf");
  }

  ConfigurationPlaces places() {
    return new ConfigurationPlaces(environment, machine());
  }

  /** How the configuration written so far says that an image is reached. */
  Route route(String reference) {
    return RegistriesConf.read(places(), false).route(ImageReference.parse(reference));
  }

  /** The endpoints that it is pulled from, each in one line. */
  List<String> pulls(String reference) {
    return route(reference).pull().stream().map(ConfigurationSandbox::text).toList();
  }

  /** An endpoint in one line: whose credentials, where, which repository, whether insecure. */
  static String text(Endpoint endpoint) {
    Origin.Tcp origin = endpoint.origin();
    return "%s %s:%d/%s%s"
        .formatted(
            endpoint.domain(),
            origin.host(),
            origin.port(),
            endpoint.path(),
            endpoint.plainAllowed() ? " insecure" : "");
  }

  Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A credential helper: a script that has the verb in {@code $1}. */
  void helper(String name, String script) {
    Path file = write(bin().resolve("docker-credential-" + name), "#!/bin/sh\n" + script);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A helper that really keeps what it is given, one file for each server. */
  void keepingHelper(String name) {
    Path kept = folder.resolve("kept");
    helper(
        name,
        """
        mkdir -p '%1$s'
        input=$(cat)
        case $1 in
          store)
            server=$(printf %%s "$input" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/' | tr / _)
            printf %%s "$input" > "%1$s/$server" ;;
          get)
            server=$(printf %%s "$input" | tr / _)
            if [ -f "%1$s/$server" ]; then cat "%1$s/$server"; exit 0; fi
            echo 'credentials not found in native keychain'
            exit 1 ;;
          erase) rm -f "%1$s/$(printf %%s "$input" | tr / _)" ;;
        esac
        """
            .formatted(kept));
  }
}
