using System.Net;

namespace TestDigitalPlatform.Service.Tests.Http;

internal static class ProblemAssertions
{
    /// <summary>Holds a response to be problem details (RFC 9457) of this status and code, with all that ours have.</summary>
    internal static async Task<System.Text.Json.JsonElement> ShouldBeProblem(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var problem = System.Text.Json.JsonDocument.Parse(text).RootElement;
        problem.GetProperty("code").GetString().ShouldBe(code, text);
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("type").GetString().ShouldBe($"urn:tdp:problem:{code}");
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        return problem;
    }

    internal static async Task ShouldNameField(this HttpResponseMessage response, string field, string code)
    {
        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_request");
        var errors = problem.GetProperty("errors").EnumerateArray()
            .Select(e => $"{e.GetProperty("field").GetString()}: {e.GetProperty("code").GetString()}").ToList();
        errors.ShouldContain($"{field}: {code}", problem.ToString());
    }
}
