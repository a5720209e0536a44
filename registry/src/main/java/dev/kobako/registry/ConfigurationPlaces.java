package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the files are that say how registries are reached and who asks: those of Docker and of
 * Podman and its kin, of the user and of the machine.
 *
 * @param environment of the process
 * @param root what {@code /etc} and {@code /run} are in
 */
record ConfigurationPlaces(SortedMap<String, String> environment, Path root) {
  private static final String CONFIG_FILE = "config.json";

  ConfigurationPlaces {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Without the environment, which may hold secrets. */
  @Override
  public String toString() {
    return "configuration below " + root;
  }

  static ConfigurationPlaces of(SortedMap<String, String> environment) {
    return new ConfigurationPlaces(environment, Path.of("/"));
  }

  /**
   * The files with credentials, first come, first served. REGISTRY_AUTH_FILE is the only one where
   * it is set, as for Podman and its kin. Else Docker's file, then those of
   * containers-auth.json(5).
   */
  List<Path> credentialFiles() {
    Optional<Path> only = variable("REGISTRY_AUTH_FILE");
    if (only.isPresent()) {
      return List.of(only.get());
    }
    List<Path> files = new ArrayList<>();
    dockerFolder().ifPresent(folder -> files.add(folder.resolve(CONFIG_FILE)));
    sessionFolder().ifPresent(folder -> files.add(folder.resolve("auth.json")));
    configFolder().ifPresent(folder -> files.add(folder.resolve("containers/auth.json")));
    return List.copyOf(files);
  }

  /**
   * The file that a login is written to, the first that is read.
   *
   * @throws KobakoException usage, where nothing says where that is
   */
  Path loginFile() {
    return variable("REGISTRY_AUTH_FILE")
        .or(() -> dockerFolder().map(folder -> folder.resolve(CONFIG_FILE)))
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    "login",
                    "there is no place to keep a credential: neither HOME nor DOCKER_CONFIG"
                        + " is set",
                    "set HOME, or DOCKER_CONFIG to the folder of config.json")));
  }

  /**
   * The file of containers-registries.conf(5): the one that CONTAINERS_REGISTRIES_CONF names, else
   * the user's, else the machine's, if there is one.
   *
   * @throws KobakoException usage, where the variable names a file that is not there
   */
  Optional<Path> registriesConf() {
    Optional<Path> only = variable("CONTAINERS_REGISTRIES_CONF");
    if (only.isPresent()) {
      if (!Files.exists(only.get())) {
        throw KobakoException.usage(
            Diagnostic.of(
                only.get().toString(),
                "there is no such file, though CONTAINERS_REGISTRIES_CONF names it",
                "correct the variable, or unset it"));
      }
      return only;
    }
    Path machine = root.resolve("etc/containers/registries.conf");
    return configFolder()
        .map(folder -> folder.resolve("containers/registries.conf"))
        .filter(Files::exists)
        .or(() -> Optional.of(machine).filter(Files::exists));
  }

  /** The folders of containers-registries.conf.d(5); what is in a later one counts more. */
  List<Path> registriesConfFolders() {
    List<Path> folders = new ArrayList<>();
    folders.add(root.resolve("etc/containers/registries.conf.d"));
    configFolder().ifPresent(folder -> folders.add(folder.resolve("containers/registries.conf.d")));
    return List.copyOf(folders);
  }

  /** The files of Docker's daemon, rootless or not, of which the first that exists counts. */
  List<Path> daemonFiles() {
    List<Path> files = new ArrayList<>();
    configFolder().ifPresent(folder -> files.add(folder.resolve("docker/daemon.json")));
    files.add(root.resolve("etc/docker/daemon.json"));
    return List.copyOf(files);
  }

  /** The folders that have a folder of certificates for each host, the user's own first. */
  List<Path> certificateFolders() {
    List<Path> folders = new ArrayList<>();
    configFolder()
        .ifPresent(folder -> {
          folders.add(folder.resolve("containers/certs.d"));
          folders.add(folder.resolve("docker/certs.d"));
        });
    dockerFolder().ifPresent(folder -> folders.add(folder.resolve("certs.d")));
    folders.add(root.resolve("etc/containers/certs.d"));
    folders.add(root.resolve("etc/docker/certs.d"));
    return List.copyOf(folders);
  }

  private Optional<Path> dockerFolder() {
    return variable("DOCKER_CONFIG")
        .or(() -> variable("HOME").map(home -> home.resolve(".docker")));
  }

  private Optional<Path> configFolder() {
    return variable("XDG_CONFIG_HOME")
        .or(() -> variable("HOME").map(home -> home.resolve(".config")));
  }

  /** Where Podman keeps what ends with the session; without one, it goes by the user's number. */
  private Optional<Path> sessionFolder() {
    Optional<Path> session = variable("XDG_RUNTIME_DIR");
    if (session.isPresent()) {
      return session.map(folder -> folder.resolve("containers"));
    }
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return Optional.of(root.resolve("run/containers").resolve(user.toString()));
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  private Optional<Path> variable(String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }
}
