using System.Globalization;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// The settings that the server is started with. They are arguments, so a changed option needs no change of a file.
/// </summary>
internal static class ServerSettings
{
    public static IEnumerable<string> Arguments(EmbeddedPostgresOptions options, int port)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_checkpoints"] = "off",
            // A failed statement would put its values, which are people's data, into the log.
            ["log_min_error_statement"] = "panic",
            // Compiling pays for reports of seconds; it costs the short statements of services more than it gives.
            ["jit"] = "off",
        };

        if (!options.Durable)
        {
            foreach (var name in (string[])["fsync", "full_page_writes", "synchronous_commit"])
                settings[name] = "off";
        }

        if (OperatingSystem.IsWindows())
        {
            settings["logging_collector"] = "on";
            settings["log_directory"] = "..";
            settings["log_filename"] = "server.log";
        }

        foreach (var (name, value) in options.Settings)
            settings[name] = value;

        return settings.SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"]);
    }
}
