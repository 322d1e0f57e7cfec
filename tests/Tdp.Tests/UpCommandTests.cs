using Tdp.Commands;

namespace Tdp.Tests;

public sealed class UpCommandTests
{
    [Fact]
    public void Gives_the_host_a_folder_and_a_port() =>
        UpCommand.Arguments("Host.dll", "data", []).ShouldBe(
            ["dotnet", "Host.dll", "--data", "data", "--port", "8080"]);

    [Fact]
    public void Leaves_the_hosts_own_arguments_as_they_are() =>
        UpCommand.Arguments("Host.dll", "elsewhere", ["--port=0", "--data", "elsewhere", "--fresh"])
            .ShouldBe(["dotnet", "Host.dll", "--port=0", "--data", "elsewhere", "--fresh"]);
}
