using System.Text;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Postgres.Binaries.Npm;

/// <summary>What the person has told npm about registries, read as npm reads it, without npm.</summary>
/// <remarks>
/// The environment (<c>npm_config_…</c>) goes before the files; of these, the one beside the project before the user's,
/// and that before the machine's. See "npmrc" and "config" in npm's documentation.
/// </remarks>
internal sealed partial class NpmSettings
{
    private const string EnvironmentPrefix = "npm_config_";
    private const int MaxFileBytes = 1024 * 1024;

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private readonly Func<string?> askNpm;

    private NpmSettings(
        IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> files, Func<string?> askNpm)
    {
        this.askNpm = askNpm;
        // npm takes the names of its variables in any case, and underscores for hyphens but the first.
        var variables = environment.ToArray();
        foreach (var (name, value) in variables)
        {
            if (name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase) && value.Length > 0)
                values.TryAdd(Normal(name[EnvironmentPrefix.Length..]), value);
        }

        foreach (var file in files)
        {
            foreach (var (name, value) in Lines(file))
                values.TryAdd(name, Expanded(value, variables));
        }
    }

    /// <summary>What this process's environment and its user's files say.</summary>
    internal static NpmSettings Read()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? "")).ToArray();
        return new NpmSettings(environment, Files(environment), NpmProgram.Registry);
    }

    /// <summary>For tests: variables and the content of files, the first of which goes before.</summary>
    internal static NpmSettings Of(IReadOnlyDictionary<string, string> environment, params string[] files) =>
        new(environment, files, () => null);

    /// <summary>The registry of a scope such as <c>@embedded-postgres</c>; ends with a slash.</summary>
    /// <exception cref="PostgresSetupException">There is none, or it is not an http or https address.</exception>
    internal Uri Registry(string scope)
    {
        var address = Find($"{scope}:registry") ?? Find("registry") ?? askNpm()
            ?? throw SetupErrors.NpmFailed(
                "No npm registry is configured, and npm is not installed. Set npm_config_registry to its address, or registry=… in .npmrc.");
        return Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var registry) && registry.Scheme is "http" or "https"
            ? registry
            : throw SetupErrors.NpmFailed($"npm's registry is set to '{address}', which is not an http or https address.");
    }

    /// <summary>The value of the header <c>Authorization</c> for an address, if the person signs in there.</summary>
    /// <remarks>Credentials belong to an address and all below it: <c>//host/path/:_authToken=…</c>.</remarks>
    internal string? Authorization(Uri address)
    {
        for (var path = $"//{address.Authority}{address.AbsolutePath}"; path.Length > 2; path = Parent(path))
        {
            foreach (var prefix in (string[])[path, path.TrimEnd('/')])
            {
                if (Find($"{prefix}:_authToken") is { } token)
                    return $"Bearer {token}";
                if (Find($"{prefix}:_auth") is { } both)
                    return $"Basic {both}";
                if (Find($"{prefix}:username") is { } user && Find($"{prefix}:_password") is { } password)
                    return $"Basic {Basic(user, password)}";
            }
        }

        return null;
    }

    /// <summary>The proxy for an address, if npm is told of one; the usual variables are .NET's own to read.</summary>
    internal string? Proxy(Uri address) =>
        (address.Scheme == "https" ? Find("https-proxy") : null) ?? Find("proxy");

    /// <summary>A file of certificates to trust besides the machine's.</summary>
    internal string? CertificateFile => Find("cafile");

    private string? Find(string name) =>
        values.TryGetValue(name, out var value) && value.Length > 0 && value is not ("null" or "false") ? value : null;

    // Passwords are kept in base64.
    private static string Basic(string user, string password)
    {
        var bytes = new byte[password.Length];
        var plain = Convert.TryFromBase64String(password, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes.AsSpan(0, length))
            : password;
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{plain}"));
    }

    private static string Parent(string path)
    {
        var end = path.TrimEnd('/').LastIndexOf('/');
        return end <= 1 ? "" : path[..(end + 1)];
    }

    // Of what npm's files may hold, single values are enough here: name = value, with or without quotes.
    private static IEnumerable<KeyValuePair<string, string>> Lines(string content)
    {
        foreach (var line in content.Split('\n', StringSplitOptions.TrimEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && line[0] is not (';' or '#' or '['))
                yield return new(line[..at].Trim(), line[(at + 1)..].Trim().Trim('"', '\''));
        }
    }

    private static string Normal(string name) => name.StartsWith("//", StringComparison.Ordinal) || name.StartsWith('@')
        ? name
        : name[..1].ToLowerInvariant() + name[1..].ToLowerInvariant().Replace('_', '-');

    private static string Expanded(string value, KeyValuePair<string, string>[] environment) => Variable().Replace(value, match =>
        Array.Find(environment, variable => variable.Key == match.Groups["name"].Value).Value
            ?? (match.Groups["optional"].Success ? "" : match.Value));

    private static IEnumerable<string> Files(KeyValuePair<string, string>[] environment)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var programs = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        string?[] paths =
        [
            Path.Combine(Environment.CurrentDirectory, ".npmrc"),
            Of("npm_config_userconfig") ?? Path.Combine(home, ".npmrc"),
            Of("npm_config_globalconfig"),
            Of("npm_config_prefix") is { } prefix ? Path.Combine(prefix, "etc", "npmrc") : null,
            OperatingSystem.IsWindows() ? Path.Combine(programs, "npm", "etc", "npmrc") : "/usr/local/etc/npmrc",
            "/opt/homebrew/etc/npmrc", "/usr/etc/npmrc", "/etc/npmrc",
        ];
        return paths.OfType<string>().Distinct().Select(Content).OfType<string>();

        string? Of(string name) => Array.Find(
            environment, variable => string.Equals(variable.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private static string? Content(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MaxFileBytes ? File.ReadAllText(path) : null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // npm passes over what it may not read, too.
            return null;
        }
    }

    [GeneratedRegex(@"\$\{(?<name>[^}?]+)(?<optional>\?)?\}")]
    private static partial Regex Variable();
}
