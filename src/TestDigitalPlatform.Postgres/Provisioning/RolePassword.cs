using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Postgres.Provisioning;

internal static class RolePassword
{
    private const int Iterations = 4096;

    public static string Derive(string adminPassword, string role) => Base64Url.EncodeToString(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(adminPassword), Encoding.UTF8.GetBytes($"tdp:{role}")));

    /// <summary>
    /// What the server stores (RFC 5803, RFC 7677). Sent in place of the password, which then shows up in no log.
    /// </summary>
    public static string Verifier(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}"
            + $"${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
