package dev.kobako.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The authorities of the system and of the user. To parse all 140 of a usual bundle takes 0.2 s, to
 * look for their names 0.02 s; so only those whose name a server's certificates mention are parsed.
 */
final class Anchors {
  private static final int MOST_FILES = 10_000;
  // Where distributions have their bundle: Debian and Alpine, Fedora and RHEL, openSUSE, Alpine and
  // macOS, FreeBSD.
  private static final List<String> USUAL_BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem",
          "/usr/local/share/certs/ca-root-nss.crt");

  private final List<Pem.Block> certificates = new ArrayList<>();
  private final String folders;
  private int foldersRead;

  /**
   * The system's authorities, as OpenSSL and Go find them, and the user's.
   *
   * @param named files of the user, which must hold certificates
   */
  Anchors(SortedMap<String, String> environment, List<Path> named) {
    for (Path file : named) {
      int before = certificates.size();
      addCertificates(Pem.readNamed(file));
      if (certificates.size() == before) {
        throw ClientIdentity.unusable(file, "holds no certificate in PEM form");
      }
    }
    addBundle(environment.get("SSL_CERT_FILE"));
    folders = environment.getOrDefault("SSL_CERT_DIR", "");
  }

  /**
   * From now on, those of SSL_CERT_DIR count, too. Where it is set it mostly has the bundle's once
   * more, in hundreds of files, so it is read only if the bundle doesn't do.
   *
   * @return whether there are such folders
   */
  synchronized boolean readFolders() {
    for (int start = foldersRead; start < folders.length(); start = foldersRead) {
      int colon = folders.indexOf(':', start);
      int end = colon < 0 ? folders.length() : colon;
      addFolder(folders.substring(start, end));
      foldersRead = end + 1;
    }
    return !folders.isEmpty();
  }

  private void addCertificates(List<Pem.Block> blocks) {
    for (Pem.Block block : blocks) {
      if (block.isCertificate()) {
        certificates.add(block);
      }
    }
  }

  private void addBundle(@Nullable String chosen) {
    if (chosen != null && !chosen.isEmpty()) {
      addFile(Path.of(chosen));
      return;
    }
    for (String usual : USUAL_BUNDLES) {
      if (addFile(Path.of(usual))) {
        return;
      }
    }
  }

  private boolean addFile(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return false;
      }
      addCertificates(Pem.read(file));
      return true;
    } catch (IOException e) {
      // As other programs do: who can't be read isn't trusted, and the failed check says so.
      return false;
    }
  }

  private void addFolder(String folder) {
    if (folder.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
      int count = 0;
      for (Path file : files) {
        if (++count > MOST_FILES) {
          return;
        }
        addFile(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // As for files.
    }
  }

  /** The authorities that the chain's certificates name as issuer, or that are in it. */
  synchronized List<X509Certificate> namedBy(X509Certificate[] chain) throws CertificateException {
    List<byte[]> names = new ArrayList<>();
    for (X509Certificate link : chain) {
      names.add(link.getIssuerX500Principal().getEncoded());
      names.add(link.getSubjectX500Principal().getEncoded());
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (Pem.Block block : certificates) {
      byte[] der = block.der().array();
      Optional<byte[]> subject = SubjectName.of(der);
      if (subject.isPresent()
          && names.stream().anyMatch(name -> Arrays.equals(name, subject.get()))) {
        try {
          found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException e) {
          // A malformed one must not cost the trust in the others.
        }
      }
    }
    return found;
  }
}
