using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Testing;

/// <summary>Signs tokens that the services of this process believe, with a key that only this process has.</summary>
internal static class TestTokens
{
    private const string Prefix = "tdp-test-key-";

    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    internal static string KeyFile { get; } = DevelopmentKey.FileIn(MakeFolder());

    private static readonly ECDsa Key = DevelopmentKey.ReadOrMake(KeyFile);

    static TestTokens() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(
        Path.GetDirectoryName(KeyFile)!, recursive: true);

    internal static string Sign(Caller caller, DateTimeOffset now) => SignedToken.Of(Claims(caller, now), Key);

    /// <summary>A token that would be good but for one thing.</summary>
    internal static string SignFlawed(
        Caller caller, DateTimeOffset now, string type = "at+jwt", string audience = "tdp", string junk = "")
    {
        var claims = Claims(caller, now);
        claims["aud"] = audience;
        return SignedToken.Of(type, claims.ToJsonString() + junk, Key);
    }

    private static JsonObject Claims(Caller caller, DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["iss"] = DevelopmentKey.Issuer,
            ["aud"] = "tdp",
            ["sub"] = caller.User.Value,
            ["role"] = TokenClaims.Text(caller.Role),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        if (caller.Customer is { } customer)
            claims["customer"] = customer.Value;
        if (caller.Actor is { } actor)
            claims["act"] = new JsonObject { ["sub"] = actor.Value };
        if (caller.Permissions.Count > 0)
            claims[PermissionsClaim.Name] = new JsonArray([.. caller.Permissions.Select(p => (JsonNode)p)]);
        return claims;
    }

    /// <summary>Removes what killed runs left behind: a folder's name says whose it is.</summary>
    internal static void RemoveAbandoned()
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
            RemoveIfAbandoned(left);
    }

    private static string MakeFolder()
    {
        RemoveAbandoned();
        return Directory.CreateTempSubdirectory(
            string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
    }

    private static void RemoveIfAbandoned(string folder)
    {
        var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
        if (!int.TryParse(owner, CultureInfo.InvariantCulture, out var process) || IsRunning(process))
            return;
        // Another user may have planted it: what lies in it is not looked into, and nothing but our own file is removed.
        if (new DirectoryInfo(folder).LinkTarget is not null)
            return;
        try
        {
            File.Delete(DevelopmentKey.FileIn(folder));
            Directory.Delete(folder);
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            // Another run removes it at this moment, or another user made it: it is theirs to remove.
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            // The way to say that there is no such process.
            return false;
        }
    }
}
