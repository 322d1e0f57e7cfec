using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Packages.Tests;

/// <summary>Contracts and the package Client are enough to call a service, from a program that is no service.</summary>
public sealed class ClientProgramTests
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <GenerateDocumentationFile>false</GenerateDocumentationFile>
            {more}
          </PropertyGroup>
          <ItemGroup>{references}</ItemGroup>
        </Project>
        """;

    private const string Contracts =
        """
        namespace Orders.Contracts;

        [Id]
        public readonly partial record struct OrderId(Guid Value);

        [Get("/orders/{order}"), Allow(Role.CustomerUser)]
        public sealed record GetOrder(OrderId Order) : IQuery<OrderDetails>;

        public sealed record OrderDetails(OrderId Id, decimal Total);
        """;

    private const string Program =
        """
        using Orders.Contracts;

        using var http = new HttpClient { BaseAddress = new Uri(args[0]) };
        var order = await new ServiceClient(http).Query(new GetOrder(OrderId.From(Guid.Empty)));
        Console.WriteLine(FormattableString.Invariant($"The order costs {order.Total}."));
        """;

    [Fact]
    public async Task A_program_calls_a_service_by_its_contracts()
    {
        using var machine = await NewMachine.Make();
        await Write(machine, "Orders.Contracts", "", Package(machine, "Abstractions"), Contracts);
        const string ToContracts = """<ProjectReference Include="../Orders.Contracts/Orders.Contracts.csproj" />""";
        await Write(
            machine, "Program", "<OutputType>Exe</OutputType>", Package(machine, "Client") + ToContracts, Program);
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();

        var asked = AnswerOnce(service, """{ "id": "00000000-0000-0000-0000-000000000000", "total": 12.5 }""");
        var run = await machine.Dotnet("Program", "run", "--", $"http://{service.LocalEndpoint}");

        run.Output.ShouldEndWith("The order costs 12.5.\n");
        (await asked).ShouldStartWith("GET /orders/00000000-0000-0000-0000-000000000000 HTTP/1.1");
    }

    private static async Task Write(NewMachine machine, string name, string more, string references, string code)
    {
        var project = Project.Replace("{more}", more, StringComparison.Ordinal)
            .Replace("{references}", references, StringComparison.Ordinal);
        await machine.Write($"{name}/{name}.csproj", project);
        await machine.Write($"{name}/Code.cs", code);
    }

    private static string Package(NewMachine machine, string name) =>
        $"""<PackageReference Include="TestDigitalPlatform.{name}" Version="{machine.Feed.Version}" />""";

    // What a request asks and is answered on the wire; a web server is no part of this.
    private static async Task<string> AnswerOnce(TcpListener service, string json)
    {
        using var connection = await service.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(connection.GetStream(), leaveOpen: true);
        var asked = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
            // The headers end with an empty line.
        }

        var answer = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n"
            + $"Connection: close\r\n\r\n{json}";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        return asked!;
    }
}
