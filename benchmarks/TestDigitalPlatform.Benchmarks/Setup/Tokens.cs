using System.Globalization;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TestDigitalPlatform.Benchmarks.Setup;

/// <summary>A key of this run alone, and a token for a user of each customer.</summary>
internal sealed class Tokens : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tdp-bench-");
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Tokens() => File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());

    /// <summary>What the servers read; the folder is this user's alone.</summary>
    public string KeyFile => Path.Combine(folder.FullName, "development-key.pem");

    public string Sign(int customer) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Issuer = "https://tdp.localhost/development",
        Audience = "tdp",
        Expires = DateTime.UtcNow.AddHours(1),
        Claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = string.Create(CultureInfo.InvariantCulture, $"user-of-{customer:00}"),
            ["role"] = "customer-user",
            ["customer"] = Customers.Name(customer),
        },
        SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
    });

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }
}
