package dev.kobako.packages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.RpmRoot;
import java.io.IOException;

/** Packages that the real rpm has built and installed. */
final class RpmPackages {
  private RpmPackages() {}

  /** Three, with epoch, needs, ghosts, configuration, and more files than fit into a page. */
  static void install(RpmRoot root) throws IOException {
    assumeTrue(RpmRoot.isPossible(), "rpm and rpmbuild are needed (Debian: rpm)");
    root.build(
            "libalpha",
            """
            Epoch: 2
            Version: 1.2
            Release: 3
            URL: https://alpha.example
            Vendor: Alpha Builders
            Provides: libalpha.so.1()(64bit)
            %install
            mkdir -p %{buildroot}/usr/lib64/alpha %{buildroot}/etc %{buildroot}/usr/share/doc/alpha
            echo a > %{buildroot}/usr/lib64/libalpha.so.1
            for i in $(seq 1 900); do echo $i > %{buildroot}/usr/lib64/alpha/a-long-name-number-$i; done
            echo c > %{buildroot}/etc/alpha.conf
            echo d > %{buildroot}/usr/share/doc/alpha/README
            %files
            /usr/lib64/libalpha.so.1
            %dir /usr/lib64/alpha
            /usr/lib64/alpha/*
            %config(noreplace) /etc/alpha.conf
            %doc /usr/share/doc/alpha/README
            %ghost /var/lib/alpha.state
            """)
        .build(
            "beta",
            """
            Version: 0.9~rc1
            Release: 1.el9
            Requires: libalpha.so.1()(64bit)
            Requires: /usr/bin/gamma
            Recommends: (delta if epsilon)
            %install
            mkdir -p %{buildroot}/usr/bin
            echo b > %{buildroot}/usr/bin/beta
            ln -s beta %{buildroot}/usr/bin/beta-link
            %files
            /usr/bin/beta
            /usr/bin/beta-link
            """)
        .build(
            "gamma",
            """
            Version: 7
            Release: 0
            %install
            mkdir -p %{buildroot}/usr/bin
            echo g > "%{buildroot}/usr/bin/gamma"
            %files
            /usr/bin/gamma
            """)
        .install();
  }
}
