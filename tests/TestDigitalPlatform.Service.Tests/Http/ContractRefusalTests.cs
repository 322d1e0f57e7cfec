using System.Net;
using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>What a contract's constructor throws for a value is told to whoever sent the value.</summary>
public sealed class ContractRefusalTests
{
    [Fact]
    public async Task Of_a_query_is_an_error_of_the_field()
    {
        await using var service = await NotesService.Start();

        using var fine = await service.Anonymous().GetAsync("/spans/length?from=1&to=3");
        using var wrong = await service.Anonymous().GetAsync("/spans/length?from=3&to=1");
        using var negative = await service.Anonymous().GetAsync("/spans/length?from=-3&to=1");

        (await fine.Json()).GetProperty("text").GetString().ShouldBe("2");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await wrong.Json()).GetProperty("errors")[0];
        error.GetProperty("field").GetString().ShouldBe("to");
        error.GetProperty("code").GetString().ShouldBe("invalid_value");
        error.GetProperty("message").GetString().ShouldBe("It ends before it begins.");
        negative.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_what_a_command_holds_is_an_error_too()
    {
        await using var service = await NotesService.Start();

        using var fine = await service.Ann().PostAsJsonAsync("/spans", new { spans = new[] { new { from = 1, to = 2 } } });
        using var wrong = await service.Ann().PostAsJsonAsync("/spans", new { spans = new[] { new { from = 2, to = 1 } } });

        fine.StatusCode.ShouldBe(HttpStatusCode.NoContent, await fine.Content.ReadAsStringAsync());
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await wrong.Content.ReadAsStringAsync());
        (await wrong.Json()).GetProperty("code").GetString().ShouldBe("invalid_request");
    }
}
