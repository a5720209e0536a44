package dev.kobako.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Authorities, certificates and keys that {@code openssl} makes in a folder. */
record Certificates(Path folder) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes an authority {@code ca.pem}, or lets the test be skipped where there is no openssl. */
  static Certificates with(Path folder) throws IOException, InterruptedException {
    boolean there =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
    assumeTrue(there, "openssl isn't installed; it makes the certificates of this test");
    Certificates certificates = new Certificates(folder);
    certificates.authority("ca", "Test Authority");
    return certificates;
  }

  void authority(String name, String commonName) throws IOException, InterruptedException {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2".split(" "),
        "-keyout",
        name + ".key",
        "-out",
        name + ".pem",
        "-subj",
        "/CN=" + commonName);
  }

  /** Makes NAME.pem and NAME.key, vouched for by the authority. */
  void server(String name, String alternativeNames, String... more)
      throws IOException, InterruptedException {
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout".split(" "),
        name + ".key",
        "-out",
        name + ".csr",
        "-subj",
        "/CN=" + name);
    Files.writeString(folder.resolve("ext"), "subjectAltName=" + alternativeNames);
    List<String> arguments =
        new ArrayList<>(List.of("-in", name + ".csr", "-out", name + ".pem", "-extfile", "ext"));
    arguments.addAll(List.of(more));
    if (more.length == 0) {
      arguments.addAll(List.of("-days", "2"));
    }
    openssl(
        "x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial".split(" "),
        arguments.toArray(String[]::new));
  }

  void openssl(String[] first, String... rest) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(first));
    command.addAll(List.of(rest));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + Files.readString(folder.resolve("log")));
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** What a server needs to show that certificate; it asks clients for one of the authority. */
  SSLContext context(String name) throws Exception {
    openssl(
        "pkcs12 -export -passout pass:changeit -in".split(" "),
        name + ".pem",
        "-inkey",
        name + ".key",
        "-out",
        name + ".p12");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStore.getInstance(file(name + ".p12").toFile(), PASSWORD), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    try (var in = Files.newInputStream(file("ca.pem"))) {
      authorities.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    trust.init(authorities);
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
