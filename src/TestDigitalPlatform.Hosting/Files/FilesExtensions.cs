using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.StoredFiles;

namespace TestDigitalPlatform.Hosting.Files;

internal static class FilesExtensions
{
    internal static void AddFiles(this IServiceCollection services)
    {
        services.AddSection<PlatformFileOptions>(PlatformFileOptions.SectionName);
        services.AddSingleton(s => s.GetRequiredService<IOptions<PlatformFileOptions>>().Value);
        services.TryAddSingleton<IFileStore>(s => s.GetRequiredService<PlatformFileOptions>().Folder is { Length: > 0 } folder
            ? new FolderFileStore(Path.GetFullPath(folder))
            : new DatabaseFileStore(s.GetRequiredService<Database>()));
        services.AddSingleton<Uploads>();
    }
}
