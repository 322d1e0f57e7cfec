using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TestDigitalPlatform.Postgres;

namespace ReferenceHost.Tests;

/// <summary>What a person sees of a service that can't start: a program with a plain <c>app.Run()</c>.</summary>
public sealed class StartFailureTests(StartFailureTests.Server server) : IClassFixture<StartFailureTests.Server>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Production", "", "TDP0301", "Platform:Tokens:Authority")]
    [InlineData("Production", "Platform__Tokens__Authority=https://localhost:1 ConnectionStrings__customers=", "TDP0339", "Host=")]
    [InlineData("Development", "ConnectionStrings__customers=Hst=127.0.0.1;Password=verysecret", "TDP0339", "ConnectionStrings__customers")]
    [InlineData("Development", "ConnectionStrings__customers=Host=127.0.0.1;Port=1;Username=a;Password=verysecret", "TDP0106", "Connection refused")]
    [InlineData("Production", "Platform__Tokens__Authority=https://localhost:1 ConnectionStrings__customers=Host=127.0.0.1;Port=1;Username=a;Password=verysecret", "TDP0106", "127.0.0.1:1")]
    [InlineData("Production", "Platform__Tokens__Authority=https://localhost:1 Platform__Keys__Folder=/nowhere-at-all", "TDP0422", "/nowhere-at-all")]
    [InlineData("Production", "Platform__Tokens__Authority=https://localhost:1 Platform__Keys__Folder=", "TDP0420", "Platform__Keys__Folder")]
    [InlineData("Development", "Platform__MaxBodyBytes=abc", "TDP0303", "Platform:MaxBodyBytes")]
    [InlineData("Development", "Platform__MaxBodyBytes=5", "TDP0303", "MaxBodyBytes")]
    [InlineData("Development", "Logging__LogLevel__Default=Infomation", "TDP0338", "Infomation")]
    [InlineData("Development", "OTEL_EXPORTER_OTLP_ENDPOINT=nowhere", "TDP0304", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("Development", "ASPNETCORE_URLS=http://192.0.2.1:5988", "TDP0336", "http://192.0.2.1:5988")]
    [InlineData("Development", "ASPNETCORE_URLS=htp://localhost:5988", "TDP0336", "htp://localhost:5988")]
    [InlineData("Development", "ASPNETCORE_URLS=nonsense", "TDP0336", "nonsense")]
    [InlineData("Development", "ASPNETCORE_URLS=http://localhost:99999", "TDP0336", "99999")]
    [InlineData("Development", "ASPNETCORE_HTTP_PORTS=abc", "TDP0336", "ASPNETCORE_HTTP_PORTS")]
    [InlineData("Development", "Kestrel__Endpoints__A__Url=https://127.0.0.1:0 Kestrel__Certificates__Default__Path=/nowhere.pfx", "TDP0336", "/nowhere.pfx")]
    [InlineData("Production", "Platform__Tokens__Authority=https://localhost:1 ASPNETCORE_URLS=nonsense", "TDP0336", "nonsense")]
    public async Task Is_told_once_in_a_sentence(string environment, string settings, string code, string told)
    {
        var ended = await Start(environment, settings);

        ShouldTellOnce(ended, code, told);
        ended.Output.ShouldNotContain("verysecret");
    }

    [Fact]
    public async Task Names_the_line_of_a_broken_settings_file()
    {
        using var data = new DataFolder();
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "appsettings.json"), "{\n  \"Logging\": {,\n}", TestContext.Current.CancellationToken);

        var ended = await Start("Development", "", $"--contentRoot={data.FullName}");

        ShouldTellOnce(ended, "TDP0337", "Line 2, column 15");
        ended.Output.ShouldContain("appsettings.json");
    }

    [Fact]
    public async Task Names_a_content_root_that_does_not_exist() =>
        ShouldTellOnce(await Start("Development", "", "--contentRoot=/nowhere-at-all"), "TDP0338", "/nowhere-at-all");

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Names_who_has_the_port(string environment)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var ended = await Start(environment, $"Platform__Tokens__Authority=https://localhost:1 ASPNETCORE_URLS=http://127.0.0.1:{port}");

        ShouldTellOnce(ended, "TDP0335", $"http://127.0.0.1:{port} is already in use by");
        ended.Output.ShouldContain("--urls");
        if (OperatingSystem.IsLinux())
            ended.Output.ShouldContain($"process {Environment.ProcessId}");
    }

    // The migrator of another node holds the lock, so the start takes as long as that; somebody loses patience.
    [Fact]
    public async Task Ends_without_a_stack_when_it_is_stopped_before_it_has_started()
    {
        const long Lock = 0x5444_504D_4947_5241;
        var settings = new NpgsqlConnectionStringBuilder(server.Connections.Owner) { Pooling = false };
        await using var other = new NpgsqlConnection(settings.ConnectionString);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await Run(other, $"select pg_advisory_lock({Lock})");
        using var data = new DataFolder();

        using var process = Programs.Start(
            Programs.Built("Customers", "Customers"), [$"--contentRoot={data.FullName}"], Settings("Development", ""));
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (await Run(other, "select count(*) from pg_locks where locktype = 'advisory' and not granted") is not (long)1)
            process.HasExited.ShouldBeFalse();
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);

        string.Concat(await output).ShouldNotContain("   at ");
        process.ExitCode.ShouldBe(130);
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static void ShouldTellOnce((int ExitCode, string Output) ended, string code, string told)
    {
        ended.Output.ShouldContain(told);
        ended.Output.Split($"{code}: ").Length.ShouldBe(2, ended.Output);
        ended.Output.ShouldContain($"See: dotnet tdp explain {code}");
        ended.Output.ShouldNotContain("   at ", customMessage: ended.Output);
        ended.Output.ShouldNotContain("Unhandled exception");
        ended.ExitCode.ShouldBe(1);
    }

    private async Task<(int ExitCode, string Output)> Start(string environment, string settings, params string[] arguments)
    {
        using var data = new DataFolder();
        string[] root = arguments.Length > 0 ? arguments : [$"--contentRoot={data.FullName}"];
        using var process = Programs.Start(Programs.Built("Customers", "Customers"), root, Settings(environment, settings));
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return (process.ExitCode, string.Concat(await output));
    }

    private Dictionary<string, string> Settings(string environment, string settings)
    {
        var all = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__customers"] = server.Connections.App,
            ["ConnectionStrings__customers-owner"] = server.Connections.Owner,
            ["ConnectionStrings__messages"] = server.Connections.App,
            ["Platform__Keys__Folder"] = Path.GetTempPath(),
        };
        foreach (var setting in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            all[setting.Split('=')[0]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        if (settings.Contains("HTTP_PORTS", StringComparison.Ordinal))
            all.Remove("ASPNETCORE_URLS");
        return all;
    }

    /// <summary>A server with the service's database, for those that fail later than by that.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private EmbeddedPostgres? postgres;

        internal ServiceDatabaseConnections Connections { get; private set; } = new("", "");

        public async ValueTask InitializeAsync()
        {
            postgres = await EmbeddedPostgres.StartThrowaway();
            Connections = await ServiceDatabase.Provision(postgres.AdminConnectionString, "customers", default);
        }

        public ValueTask DisposeAsync() => postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
