/**
 * Builders of ordinary and hostile test inputs, byte by byte: tar streams ({@code TarBuilder}), ELF
 * files ({@code ElfBuilder}) and databases of rpm ({@code RpmDatabaseBuilder}); and the other side
 * of the network: a real registry ({@code DistributionRegistry}) with its tokens ({@code
 * TokenServer}) and certificates ({@code TestCertificates}), and servers that break HTTP on request
 * ({@code MisbehavingRegistry}, {@code MisbehavingServer}); and where inputs lie that others have
 * measured ({@code SharedFolder}).
 *
 * <p>Depends on no other module, so that every module's tests can use it; see
 * docs/decisions/002-testkit-depends-on-nothing.md.
 */
@NullMarked
package dev.kobako.testkit;

import org.jspecify.annotations.NullMarked;
