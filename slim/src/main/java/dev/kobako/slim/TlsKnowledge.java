package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CA certificates: where a kept TLS library or program looks for them, by the constants in it.
 * OpenSSL has a folder ({@code OPENSSLDIR}) with {@code cert.pem}, {@code certs} and {@code
 * openssl.cnf}; GnuTLS, curl and Go name the bundle itself.
 */
final class TlsKnowledge implements Knowledge {
  /** The bundle of Debian and Alpine, which most others can be told to read. */
  static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";

  /**
   * Bundles that programs name by constants, as Go's crypto/x509 and curl's configure know them.
   */
  private static final Set<String> BUNDLES =
      Set.of(
          BUNDLE,
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/ca-bundle.pem",
          "/etc/pki/tls/cacert.pem",
          "/etc/ssl/cert.pem",
          "/usr/share/ssl/certs/ca-bundle.crt",
          "/usr/local/share/certs/ca-root-nss.crt");

  /** Calls that make OpenSSL look at its default places, or set up TLS at all. */
  private static final List<String> DEFAULT_PLACES =
      List.of(
          "SSL_CTX_set_default_verify_paths",
          "X509_STORE_set_default_paths",
          "X509_get_default_cert_file",
          "SSL_CTX_new",
          "SSL_CTX_set_default_verify_file",
          "SSL_CTX_load_verify_locations");

  @Override
  public Guess guess() {
    return Guess.TLS;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    boolean found = false;
    for (LoadedObject object : program.objects()) {
      String name = object.path().name();
      boolean library =
          name.startsWith("libgnutls")
              || name.startsWith("libcurl")
              || name.startsWith("libcrypto")
              || name.startsWith("libssl")
              || name.startsWith("libnss3")
              || name.startsWith("libmbedtls");
      if (object.isLibc() || (!library && !object.path().equals(program.program().path()))) {
        continue;
      }
      if (name.startsWith("libcrypto")) {
        found |= openssl(program, object, closure);
      } else {
        found |= bundle(program, object, closure);
      }
    }
    if (found && program.object("libp11-kit").isPresent()) {
      closure.keep(
          BUNDLE, Reason.guessed(program.program().path(), "CA certificates for", guess()));
    }
  }

  private boolean bundle(RunningProgram program, LoadedObject object, Closure closure)
      throws IOException {
    for (String constant : program.constants(object)) {
      if (BUNDLES.contains(constant)
          && keepFile(
              closure,
              constant,
              Reason.guessed(object.path(), "CA certificates at a path named in", guess()))) {
        return true;
      }
    }
    return false;
  }

  /** Only where somebody asks OpenSSL for its default places. */
  private boolean openssl(RunningProgram program, LoadedObject crypto, Closure closure)
      throws IOException {
    Optional<LoadedObject> user =
        program.callers(DEFAULT_PLACES).stream()
            .filter(caller -> !caller.path().name().startsWith("libssl"))
            .findFirst();
    if (user.isEmpty()) {
      return false;
    }
    Optional<String> folder =
        program.constants(crypto).stream()
            .filter(text -> text.startsWith("/") && text.endsWith("/cert.pem"))
            .map(text -> text.substring(0, text.length() - "/cert.pem".length()))
            .findFirst();
    if (folder.isEmpty()) {
      return false;
    }
    ImagePath by = user.get().path();
    closure.keep(
        folder.get() + "/openssl.cnf", Reason.guessed(by, "OpenSSL's configuration for", guess()));
    Reason reason = Reason.guessed(by, "CA certificates where OpenSSL looks for", guess());
    boolean found = keepFile(closure, folder.get() + "/cert.pem", reason);
    if (closure.tree().resolve(folder.get() + "/certs").entry().isPresent()) {
      closure.keep(folder.get() + "/certs", reason);
      found |= keepFile(closure, folder.get() + "/certs/ca-certificates.crt", reason);
    }
    return found;
  }

  private static boolean keepFile(Closure closure, String path, Reason reason) {
    return closure.tree().resolve(path).file().isPresent()
        && closure.keep(path, reason).isPresent();
  }

  /** Takes the bundle because the user says so, from wherever the source has it. */
  static boolean keepBundle(Closure closure) {
    Reason reason = Reason.asked("--ca");
    for (String bundle : List.of(BUNDLE, "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")) {
      if (keepFile(closure, bundle, reason)) {
        if (closure.tree().resolve("/usr/lib/ssl/certs").entry().orElse(null)
            instanceof Entry.Directory) {
          closure.keep("/usr/lib/ssl/certs", reason);
          closure.keep("/usr/lib/ssl/cert.pem", reason);
        }
        return true;
      }
    }
    return false;
  }
}
