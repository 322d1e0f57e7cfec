using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using ReferenceHost.Tests;
using Templates.Tests.Container;

namespace Templates.Tests.Services;

/// <summary>What a team has minutes after <c>dotnet new tdp-service</c>.</summary>
public sealed class NewServiceTests(BuiltService service) : IClassFixture<BuiltService>
{
    [Fact]
    public async Task Its_tests_pass_those_of_what_was_added_too()
    {
        var tested = await service.Dotnet("test", "--no-build");

        tested.ShouldContain("failed: 0");
        // Rules, HTTP and conformance of the service, and one test for each message and process that was added.
        Count(tested).ShouldBeGreaterThanOrEqualTo(19);
    }

    [Fact]
    public async Task It_runs_answers_a_signed_in_caller_and_leaves_no_server_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "stops it by a signal");
        var token = (await service.Dotnet("tdp", "token", "--role", "customer-user", "--customer", "acme")).Trim();
        await using var running = await RunningService.Start(service);
        using var client = running.Client(token);

        using var created = await client.PostAsJsonAsync("/orders", new { title = "The first one" });
        created.StatusCode.ShouldBe(HttpStatusCode.OK, await created.Content.ReadAsStringAsync());
        var orders = await client.GetFromJsonAsync<JsonElement>("/orders");
        orders.GetProperty("items")[0].GetProperty("title").GetString().ShouldBe("The first one");
        (await client.GetFromJsonAsync<JsonElement>("/orders/open-orders-count")).GetProperty("count").GetInt32().ShouldBe(1);
        (await client.GetStringAsync("/docs")).ShouldContain("<html");

        (await running.Stop()).ShouldBe(0);
        Directory.GetFiles(Path.Combine(service.Folder, ".tdp"), "postmaster.pid", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_documents_describe_every_operation_with_text_and_examples()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "stops it by a signal");
        await using var running = await RunningService.Start(service);
        using var client = running.Client("");

        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value).ToList();
        operations.Count.ShouldBe(8);
        operations.ShouldAllBe(operation => operation.GetProperty("summary").GetString()!.Length > 5);
        document.ToString().ShouldContain("For the spring campaign");
    }

    [Fact]
    public async Task It_is_hosted_beside_the_samples()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "stops it by a signal");
        using var data = new DataFolder();
        var assembly = Path.Combine(service.Folder, "artifacts", "bin", BuiltService.Name, "debug", $"{BuiltService.Name}.dll");
        await using var host = await RunningHost.Start(data, null, "--empty", "--service", assembly);
        var client = await host.Client("orders", "--role", "customer-user", "--customer", "acme");

        using var created = await client.PostAsJsonAsync("/orders", new { title = "The first one" });

        created.StatusCode.ShouldBe(HttpStatusCode.OK, await created.Content.ReadAsStringAsync());
        host.Output.ShouldContain("requests");
    }

    [Fact]
    public async Task It_becomes_an_image_that_runs_as_nobody_special_on_port_8080()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture is Architecture.X64, "the made-up base image is for x64");
        await using var registry = await BaseImageRegistry.Start();
        var archive = Path.Combine(service.Folder, "artifacts", "image.tar");

        await service.Dotnet(
            "publish", Path.Combine("src", BuiltService.Name), "-c", "Debug", "--no-build", "-t:PublishContainer",
            $"-p:ContainerBaseImage={registry.Image}", $"-p:ContainerArchiveOutputPath={archive}", "-p:ContainerImageTag=1.0.0");

        var image = await ImageArchive.Read(archive);
        image.Tags.ShouldBe(["acme-orders:1.0.0"]);
        image.Configuration.GetProperty("User").GetString().ShouldBe("1654");
        image.Configuration.GetProperty("Env").EnumerateArray().Select(variable => variable.GetString()).ShouldContain("ASPNETCORE_HTTP_PORTS=8080");
        image.Configuration.GetProperty("Entrypoint").ToString().ShouldContain("/app/Acme.Orders.dll");
        image.Files.ShouldContain("app/Acme.Orders.dll");
        image.Files.ShouldNotContain(file => file.Contains("postgres/", StringComparison.Ordinal) || file.EndsWith("launchSettings.json", StringComparison.Ordinal));
    }

    // The template's own names, at the lowest severity, which an editor shows as a hint.
    [Fact]
    public void It_keeps_each_rule_of_the_platform_and_says_so_at_every_severity()
    {
        var logs = Directory.GetFiles(service.Folder, "*.sarif", SearchOption.AllDirectories);

        logs.Length.ShouldBe(3);
        foreach (var log in logs)
        {
            using var told = JsonDocument.Parse(File.ReadAllText(log));
            told.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(result => result.GetProperty("ruleId").GetString()).Where(id => id!.StartsWith("TDP", StringComparison.Ordinal))
                .ShouldBeEmpty(log);
        }
    }

    [Theory]
    [InlineData("", "tdp-query")]
    [InlineData("", "tdp-event")]
    [InlineData("", "tdp-process")]
    [InlineData("src/Acme.Orders.Contracts", "tdp-query")]
    [InlineData("tests/Acme.Orders.Tests", "tdp-command")]
    public async Task A_message_is_added_in_the_services_project_only(string folder, string template)
    {
        var ended = await service.Templates.Machine.Dotnet(
            Path.Combine(BuiltService.Name, folder), "new", template, "-n", "CountOrders");

        ended.ExitCode.ShouldNotBe(0);
        ended.Output.ShouldContain("project");
        Directory.GetFiles(service.Folder, "CountOrders*.cs", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("src/src/Acme.Orders/CountOrders.cs", "TDP1102")]
    [InlineData("src/Acme.Orders/src/Acme.Orders.Contracts/CountOrders.cs", "TDP1102")]
    [InlineData("src/Acme.Orders/Acme.Shipping/Acme.Shipping.csproj", "TDP1103")]
    public async Task What_was_added_elsewhere_is_refused_in_a_sentence(string file, string id)
    {
        var stray = Path.Combine(service.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        await File.WriteAllTextAsync(stray, "", TestContext.Current.CancellationToken);
        try
        {
            var told = await Refused("msbuild", "src/Acme.Orders", "-t:_TestDigitalPlatformRefuseStrays");

            told.ShouldContain($"error {id}: ");
            told.ShouldContain(Path.GetFileName(file));
        }
        finally
        {
            File.Delete(stray);
        }
    }

    [Theory]
    [InlineData("PublishAot")]
    [InlineData("PublishTrimmed")]
    public async Task Trimming_is_refused_in_a_sentence(string property) =>
        (await Refused("publish", "src/Acme.Orders", "--no-restore", $"-p:{property}=true")).ShouldContain("error TDP1104: ");

    // One error, however often the build's summary repeats it.
    private async Task<string> Refused(params string[] arguments)
    {
        var ended = await service.Templates.Machine.Dotnet(BuiltService.Name, [.. arguments, "-nologo", "-v:q", "-clp:NoSummary"]);
        ended.ExitCode.ShouldNotBe(0);
        return ended.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()
            .ShouldHaveSingleItem(ended.Output);
    }

    private static int Count(string tested)
    {
        var line = tested.Split('\n').Single(line => line.Contains("total:", StringComparison.Ordinal));
        return int.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
