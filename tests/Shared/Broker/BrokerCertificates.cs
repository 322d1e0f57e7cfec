using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TestDigitalPlatform.Tests.Shared.Broker;

/// <summary>A certificate for the broker, the authority that issued it, and another one.</summary>
internal sealed class BrokerCertificates
{
    internal BrokerCertificates(string folder)
    {
        using var authority = Authority("TDP tests");
        using var other = Authority("Others");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var server = request.Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        CaFile = Write(folder, "ca.pem", authority.ExportCertificatePem());
        OtherCaFile = Write(folder, "other-ca.pem", other.ExportCertificatePem());
        ServerFile = Write(folder, "server.pem", server.ExportCertificatePem());
        ServerKeyFile = Write(folder, "server.key", key.ExportPkcs8PrivateKeyPem());
    }

    internal string CaFile { get; }

    internal string OtherCaFile { get; }

    internal string ServerFile { get; }

    internal string ServerKeyFile { get; }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, text);
        return path;
    }
}
