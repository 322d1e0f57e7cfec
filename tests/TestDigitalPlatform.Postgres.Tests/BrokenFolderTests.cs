using System.Globalization;
using System.Net.Sockets;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>A data folder after a power cut, a full disk or a mistake: it starts, or one sentence says why not.</summary>
public sealed class BrokenFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.ForData();

    // Its file goes when it is closed.
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private string Root => Path.Combine(folder.Path, "data");

    private string Cluster => Path.Combine(Root, "cluster");

    private string PidFile => Path.Combine(Cluster, "data", "postmaster.pid");

    [Fact]
    public async Task Starts_whatever_is_in_the_file_of_an_earlier_server()
    {
        await Make();
        string[] left =
        [
            "", "\n", "garbage", "-5\n", "0\n", "99999999999999999999\n", "\0\0\0\0\0\0\0\0", " 12", "1\n", "2147483647\n",
            $"{Environment.ProcessId}\n", $"{Environment.ProcessId}", "\ud83d\ude00\n",
        ];

        foreach (var text in left)
        {
            await File.WriteAllTextAsync(PidFile, text, Cancel);

            await using var postgres = await Start();
            (await Database.Ask(postgres.AdminConnectionString, "select 1")).ShouldBe(1, text);
        }
    }

    [Fact]
    public async Task Leaves_another_folders_server_alone_whose_number_is_in_the_file()
    {
        await Make();
        await using var other = await Start(Path.Combine(folder.Path, "other"));
        var process = (int)(await Database.Ask(
            other.AdminConnectionString, "select (string_to_array(pg_read_file('postmaster.pid'), E'\\n'))[1]::int"))!;
        await File.WriteAllTextAsync(PidFile, process.ToString(CultureInfo.InvariantCulture) + "\n", Cancel);

        await using var postgres = await Start();

        (await Database.Ask(postgres.AdminConnectionString, "select 1")).ShouldBe(1);
        (await Database.Ask(other.AdminConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Starts_no_second_server_beside_one_whose_file_is_garbled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked up in /proc");
        using var host = await HostProcess.Start(Root);
        await File.WriteAllTextAsync(PidFile, "", Cancel);
        // The lock is gone with the host, and the server is not.
        File.Delete(Path.Combine(Root, "lock"));

        var refused = await Should.ThrowAsync<PostgresSetupException>(() => Start());

        refused.Code.ShouldBe("TDP0214");
        (await Database.Ask(host.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-18")]
    [InlineData("18.4.0.0.0.0.0.0.0.0.0")]
    [InlineData("\0\0\0")]
    public async Task Says_that_data_with_a_garbled_version_is_damaged(string version)
    {
        Directory.CreateDirectory(Path.Combine(Cluster, "data"));
        await File.WriteAllTextAsync(Path.Combine(Cluster, "data", "PG_VERSION"), version, Cancel);

        (await Refusal()).ShouldBe("TDP0216");
    }

    [Fact]
    public async Task Says_that_data_without_a_version_is_damaged()
    {
        Directory.CreateDirectory(Path.Combine(Cluster, "data", "base"));

        (await Refusal()).ShouldBe("TDP0216");
    }

    [Fact]
    public async Task Makes_the_data_in_a_folder_that_is_empty()
    {
        Directory.CreateDirectory(Path.Combine(Cluster, "data"));
        await File.WriteAllTextAsync(Path.Combine(Root, "admin.password"), "", Cancel);

        await using var postgres = await Start();

        (await Database.Ask(postgres.AdminConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Says_that_the_password_is_gone()
    {
        await Make();

        await File.WriteAllTextAsync(Path.Combine(Root, "admin.password"), "", Cancel);
        (await Refusal()).ShouldBe("TDP0209");
        File.Delete(Path.Combine(Root, "admin.password"));
        (await Refusal()).ShouldBe("TDP0209");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("below a file")]
    [InlineData("link to nothing")]
    [InlineData("link to itself")]
    [InlineData("socket")]
    [InlineData("lock is a folder")]
    [InlineData("lock.owner is a folder")]
    [InlineData("cluster is a file")]
    [InlineData("data is a file")]
    [InlineData("long")]
    public async Task Says_in_a_sentence_why_a_folder_can_not_be_used(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files");

        var refused = await Should.ThrowAsync<PostgresSetupException>(() => Start(Broken(kind)));

        refused.Code.ShouldBe("TDP0209");
        refused.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Says_so_of_a_folder_that_can_not_be_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "becomes another user");
        Directory.CreateDirectory(Root);

        using var host = await HostProcess.Start(
            Path.Combine(Root, "new"), "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

        host.Answer.ShouldStartWith("refused TDP0209");
    }

    public void Dispose()
    {
        socket.Dispose();
        folder.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Broken(string kind)
    {
        switch (kind)
        {
            case "file":
                File.WriteAllText(Root, "");
                return Root;
            case "below a file":
                File.WriteAllText(Root, "");
                return Path.Combine(Root, "data");
            case "link to nothing":
                Directory.CreateSymbolicLink(Root, Path.Combine(folder.Path, "nothing", "at", "all"));
                return Root;
            case "link to itself":
                Directory.CreateSymbolicLink(Root, Root);
                return Root;
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(Root));
                return Root;
            case "lock is a folder":
                Directory.CreateDirectory(Path.Combine(Root, "lock"));
                return Root;
            case "lock.owner is a folder":
                Directory.CreateDirectory(Path.Combine(Root, "lock.owner"));
                return Root;
            case "cluster is a file":
                Directory.CreateDirectory(Root);
                File.WriteAllText(Cluster, "");
                return Root;
            case "data is a file":
                Directory.CreateDirectory(Cluster);
                File.WriteAllText(Path.Combine(Cluster, "data"), "");
                return Root;
            default:
                return Path.Combine(Root, new string('x', 300));
        }
    }

    private async Task Make()
    {
        await using var postgres = await Start();
    }

    private Task<EmbeddedPostgres> Start() => Start(Root);

    private static Task<EmbeddedPostgres> Start(string root) =>
        EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = root, Durable = false }, Cancel);

    private async Task<string> Refusal() => (await Should.ThrowAsync<PostgresSetupException>(() => Start())).Code;
}
