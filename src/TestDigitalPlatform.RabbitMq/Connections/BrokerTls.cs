using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace TestDigitalPlatform.RabbitMq.Connections;

/// <summary>Whom a service believes to be the broker, and how it shows who it is itself.</summary>
internal sealed class BrokerTls
{
    private readonly X509Certificate2Collection? authorities;
    private readonly X509Certificate2? certificate;

    private BrokerTls(X509Certificate2Collection? authorities, X509Certificate2? certificate) =>
        (this.authorities, this.certificate) = (authorities, certificate);

    internal bool HasCertificate => certificate is not null;

    /// <exception cref="PlatformException">TDP0392: a file can't be read.</exception>
    internal static BrokerTls Of(RabbitMqOptions options) => new(
        Read(options.CaFile, nameof(options.CaFile), Authorities),
        Read(options.CertificateFile, nameof(options.CertificateFile), file => Certificate(file, options.CertificatePassword)));

    internal SslOption For(string host)
    {
        var option = new SslOption(host, enabled: true) { Version = SslProtocols.None };
        if (certificate is not null)
            option.Certs = [certificate];
        if (authorities is not null)
            option.CertificateValidationCallback = IsTrusted;
        return option;
    }

    // The name is checked by the framework; who vouches for it is checked against the given authorities alone.
    private bool IsTrusted(object sender, X509Certificate? presented, X509Chain? sent, SslPolicyErrors errors)
    {
        if (presented is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(element => element.Certificate).ToArray());
        using var server = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
        return chain.Build(server);
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return all.Count > 0 ? all : throw new CryptographicException("It contains no certificate.");
    }

    private static X509Certificate2 Certificate(string file, string? password)
    {
        if (Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12")
            return X509CertificateLoader.LoadPkcs12FromFile(file, password);
        using var read = password is null
            ? X509Certificate2.CreateFromPemFile(file)
            : X509Certificate2.CreateFromEncryptedPemFile(file, password);
        // Windows can't use a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private static T? Read<T>(string? file, string option, Func<string, T> read)
        where T : class
    {
        if (string.IsNullOrWhiteSpace(file))
            return null;
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new PlatformException(
                "TDP0392", $"{RabbitMqOptions.SectionName}:{option} can't be used: {e.Message} Check the path, the file's "
                + "content and its password.");
        }
    }
}
