using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Hosting.Languages;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>Has ASP.NET Core's endpoints read, write and refuse as operations do.</summary>
internal static class EndpointsBuilderExtensions
{
    internal static void AddOwnEndpoints(this IServiceCollection services)
    {
        services.AddScoped<RequestScope>();
        // A handler's parameter of such a type is filled from here, by whichever of ASP.NET Core's binders serves it.
        services.AddTransient(s => s.GetRequiredService<RequestScope>().Caller!);
        services.AddTransient(s => s.GetRequiredService<RequestScope>().Db);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => WriteAsPlatform(options.SerializerOptions));
        services.AddProblemDetails(options => options.CustomizeProblemDetails = WriteAsPlatform);
    }

    private static void WriteAsPlatform(JsonSerializerOptions options)
    {
        var platform = PlatformJson.Options;
        options.Encoder = platform.Encoder;
        options.MaxDepth = platform.MaxDepth;
        options.NumberHandling = platform.NumberHandling;
        options.UnmappedMemberHandling = platform.UnmappedMemberHandling;
        options.PropertyNameCaseInsensitive = platform.PropertyNameCaseInsensitive;
        options.AllowDuplicateProperties = platform.AllowDuplicateProperties;
        options.RespectNullableAnnotations = platform.RespectNullableAnnotations;
        options.RespectRequiredConstructorParameters = platform.RespectRequiredConstructorParameters;
        foreach (var converter in platform.Converters)
            options.Converters.Add(converter);
    }

    // Results.Problem and the validation of ASP.NET Core know no code; what a team says itself stays.
    private static void WriteAsPlatform(ProblemDetailsContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        (headers.CacheControl, headers.XContentTypeOptions) = ("no-store", "nosniff");
        var details = context.ProblemDetails;
        if (details is HttpValidationProblemDetails invalid)
            context.ProblemDetails = details = Invalid(invalid);
        var known = ProblemOfException.OfEndpoint(details.Status ?? context.HttpContext.Response.StatusCode);
        var code = details.Extensions.TryGetValue("code", out var told) && told is string own ? own : known.Code;
        details.Extensions["code"] = code;
        details.Extensions["traceId"] = Activity.Current?.TraceId.ToString();
        var speech = Speech.For(context.HttpContext);
        details.Detail ??= speech.Say(code, known.Detail);
        speech.Announce();
        details.Instance ??= Problem.InstanceOf(context.HttpContext.Request);
        // ASP.NET Core puts an address of the RFC there, which says no more than the status.
        if (details.Type is null || details.Type.StartsWith("https://tools.ietf.org/", StringComparison.Ordinal))
            details.Type = Problem.TypeOf(code);
    }

    private static ProblemDetails Invalid(HttpValidationProblemDetails invalid) => new()
    {
        Status = invalid.Status,
        Title = invalid.Title,
        Detail = invalid.Detail ?? Problem.Of((IReadOnlyList<WordedError>)[]).Detail.ToString(),
        Instance = invalid.Instance,
        Extensions = new Dictionary<string, object?>(invalid.Extensions)
        {
            ["code"] = invalid.Extensions.TryGetValue("code", out var code) ? code : "invalid_request",
            ["errors"] = invalid.Errors
                .SelectMany(field => field.Value.Select(message => new FieldError(field.Key, "invalid_value", message)))
                .ToList(),
        },
    };
}
